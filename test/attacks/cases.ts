/**
 * The attacks that Payframe has to withstand. A test that attacks a case ends its name with the case's id in brackets,
 * wherever the test is: `test('the page’s heap has no card number [E11]', …)`, or `[E11, P6]` where it attacks several.
 * So `vitest -t E11` runs it, and `npm run attacks` finds it for the table in `docs/security.md`.
 */

export interface Case {
  /** What the attacker, or a careless integrator, does. */
  attack: string;
  /** What happens then. */
  outcome: string;
  /** Why no test of it runs in Firefox and WebKit, where its tests need a browser. */
  chromium?: string;
  /** Why no test attacks it. */
  untested?: string;
}

export interface Group {
  name: string;
  cases: Record<string, Case>;
}

const HEAP = 'only Chromium’s protocol gives a heap snapshot and tells processes apart';
const CLOCK = 'waits for a deadline on a clock that the test moves, which only Chromium’s driver can';
const NETWORK = 'holds, cuts or delays requests in the browser, which only Chromium’s driver can';
const MEASURED =
  'what is drawn is measured in the one engine that each machine has in the same version, with the same fonts';
const EDITING = 'drives autofill, input methods and the clipboard, which only Chromium’s driver can';
const COUNTED = 'counts listeners, timers and objects, which only Chromium’s protocol does';
const APPS = 'attacks the bindings’ script, which is the same in each engine';

export const GROUPS: Group[] = [
  {
    name: 'Keys',
    cases: {
      K1: {
        attack: 'A secret, restricted, ephemeral or webhook key in the place of the publishable one',
        outcome: 'Refused by page, frame and API before any frame, request or storage',
      },
      K2: {
        attack: 'The refused key is looked for in the error, its stack, the console and what is reported',
        outcome: 'It says what kind of key it was, and repeats no part of it',
      },
      K3: {
        attack:
          'The key is padded, quoted, encoded, in capitals or full-width letters, or hidden beside another',
        outcome: 'Refused all the same; nothing is trimmed until it passes',
      },
      K4: {
        attack:
          'The key is an object, an array, a proxy or a getter that says something else the second time',
        outcome: 'Refused, or read once',
      },
      K5: {
        attack: 'A secret key in an option, in the host’s address or in a client secret’s place',
        outcome: 'Refused by name, with the way to it, and not repeated',
      },
      K7: {
        attack: 'A live key with a plain `http:` or loopback host',
        outcome: 'Refused',
      },
      K8: {
        attack: 'The key is looked for in the frame’s address, its name, referrers and timings',
        outcome: 'Nowhere',
      },
      K9: {
        attack: 'The key is looked for in cookies, storage, the markup and on objects of the page',
        outcome: 'Nowhere',
      },
      K11: {
        attack: 'A key that was revoked, or was never made',
        outcome: 'Refused with a typed error, asked for once, and not repeated',
      },
      K12: {
        attack: 'A test card in live mode; a real card in test mode',
        outcome: 'Refused, and neither logged nor stored',
      },
      K13: {
        attack: 'The published package, examples and docs are searched for keys',
        outcome: 'None; a shop’s own build can be searched by `payframe guard`',
      },
    },
  },
  {
    name: 'Channel between page and frame',
    cases: {
      M2: {
        attack: 'An ad beside the card offers the card’s frame a port of its own, again and again',
        outcome: 'Not heard: it is not the frame’s parent',
      },
      M3: {
        attack: 'Another frame of the host, of another card, does so',
        outcome: 'Not heard: the right origin is not enough',
      },
      M4: {
        attack: 'The page replays the handshake, with no port, one or two',
        outcome: 'The first port stays, the others get no answer',
      },
      M6: {
        attack: 'The host’s origin is imitated: another scheme or port, a suffix, a dot, capitals, `null`',
        outcome: 'Origins are compared whole; only the exact one is taken',
      },
      M7: {
        attack:
          'The page leads the frame to the attacker’s document while someone types or a call is in flight',
        outcome: 'That document is sent nothing; the call and the card say so',
      },
      M8: {
        attack: 'The same by `window.open`, a link, a form or the base of the page',
        outcome: 'The frame has no name to aim at; given one, it is as above',
      },
      M10: {
        attack: 'The frame is of another version, or led to another page of the host',
        outcome: 'Refused by name',
      },
      M11: {
        attack: 'The target origins of all messages are recorded',
        outcome: 'Always the host’s exact origin, never `*`',
      },
      M12: {
        attack: 'A listener of the page stops all messages before the SDK hears them',
        outcome: 'Nobody is starved: the page hears by its port',
      },
      M14: {
        attack: '`Object.prototype` gets what messages, requests, properties and options are made of',
        outcome: 'Nothing that is done changes',
      },
      M15: {
        attack: 'Junk on the port, from either end: deep, circular, huge, of unknown types',
        outcome: 'Dropped without an exception, and the field goes on',
      },
      M16: {
        attack: '100,000 messages at once',
        outcome: 'The field can still be typed into',
      },
      M18: {
        attack: 'Page and frame speak different versions',
        outcome: '`frame_version_mismatch`, on either side',
      },
      M19: {
        attack: 'Options are proxies of a framework, class instances, functions, nodes, or circular',
        outcome: 'Copied as plain data, or refused by name',
      },
      M20: {
        attack: 'A page’s script looks through all that it can reach for the port or the key',
        outcome: 'Neither is there',
      },
      M22: {
        attack: 'The frame’s document is not there yet, or is another, when the page first speaks to it',
        outcome: 'Nothing is sent before its load, and then to the host’s origin only',
      },
      M23: {
        attack: 'The frame reloads itself',
        outcome: 'It counts as gone: it gets no second port and no key',
      },
    },
  },
  {
    name: 'Embedding and isolation',
    cases: {
      E1: {
        attack: 'A site that the host, or the key, does not allow shows the frame',
        outcome: 'Not shown, or refused by the API, with the reason',
      },
      E3: {
        attack: 'The page is a file, or sandboxed, so that nobody can tell its origin',
        outcome: 'Refused with a typed error',
        chromium: CLOCK,
      },
      E4: {
        attack: 'The frame’s document is opened by itself or as a popup',
        outcome: 'It shows nothing to type into and answers nobody',
      },
      E5: {
        attack: 'The page sandboxes the frame further',
        outcome: 'A typed error',
        chromium: CLOCK,
      },
      E7: {
        attack: 'A host’s document is served without one of its headers; script is put into its address',
        outcome: 'Every document has its whole policy; no script of a page runs in it',
      },
      E8: {
        attack: 'The shop’s page is cross-origin isolated',
        outcome: 'It stays so, and is paid in',
        chromium: 'Firefox’s driver loses a page that isolates itself, and brings no key into its frame',
      },
      E9: {
        attack: 'The shop’s page has a strict policy and enforces Trusted Types',
        outcome: 'No exception is needed, and no violation reported',
      },
      E11: {
        attack: 'The heap and the memory of the page’s process are searched after typing and paying',
        outcome: 'No card number, no eight digits of it, no security code, no IBAN',
        chromium: HEAP,
      },
      E12: {
        attack: 'The process of the frame is looked up',
        outcome: 'It is not the page’s',
        chromium: HEAP,
      },
      E13: {
        attack: 'The page reaches into the frame, and listens for its keys',
        outcome: '`SecurityError`; the page hears that the frame has the focus',
      },
      E14: {
        attack: 'The field is covered, transparent, clipped or tiny',
        outcome: 'A page that asks for it gets `visibility`, and the field takes no input until it is seen',
      },
      E15: {
        attack: 'The page takes the focus in the middle of a number',
        outcome:
          'Cannot be prevented: the page gets the rest, not what was typed before; the field tells by `blur`',
      },
      E16: {
        attack: 'The page draws a false field over the real one',
        outcome:
          'Cannot be prevented; `visibility` tells it where the browser knows, and the real field takes nothing',
      },
      E17: {
        attack: 'The SDK is loaded twice',
        outcome: 'One card, one handshake',
      },
      E18: {
        attack:
          'Script in a frame that was compromised leads the page away, opens windows, dialogs or downloads',
        outcome: 'In vain: the frame is sandboxed',
      },
      E19: {
        attack: 'The page’s own policy forbids the frame',
        outcome: 'Told at once, with the directive to add',
      },
      E20: {
        attack: 'The host fails once when the frame is asked for',
        outcome: 'Asked again, and the card is there',
      },
      E21: {
        attack: 'A foreign page embeds a shop whose key is bound to its origin',
        outcome: 'The key does not work there',
      },
    },
  },
  {
    name: 'Embedded Checkout',
    cases: {
      C1: {
        attack: 'Somebody knows the id of an embedded session, or guesses at its client secret',
        outcome: 'Nothing of it is shown or changed',
      },
      C2: {
        attack:
          'Another site sends the form by which the host’s frame gets the page, or shows that page itself',
        outcome: 'Refused; without the host’s own frame around it the page takes nothing',
      },
      C3: {
        attack:
          'An ad beside the checkout, or a frame in it, speaks to the frame as if it was the shop’s page',
        outcome: 'Not heard',
      },
      C4: {
        attack: 'A session leads to an address that is a script',
        outcome: 'Refused by the host, and by the page',
      },
    },
  },
  {
    name: 'Style, fonts and texts',
    cases: {
      Y1: {
        attack: 'A value that fetches: `url()`, `image-set()`, escaped, as cursor, mask or filter',
        outcome: 'Dropped; nothing is asked for',
      },
      Y2: {
        attack: 'A value that ends its rule or its element, imports, or is important',
        outcome: 'Dropped; it has no effect beyond its property',
      },
      Y3: {
        attack: 'A selector as a key of a style: `input[value^="4"]`, `:has()`, `@media`',
        outcome: 'Only the states that there are',
      },
      Y4: {
        attack: 'A font for each single digit, to see which is fetched',
        outcome: 'The frame fetches no font while someone types',
        chromium: MEASURED,
      },
      Y5: {
        attack: 'A font that is huge, cut short, or no font',
        outcome: 'Left out, and told once; the field works',
        chromium: MEASURED,
      },
      Y6: {
        attack: 'Ten thousand keys, a megabyte of value, names of every object',
        outcome: 'The field goes on',
      },
      Y7: {
        attack: 'A style that hides, turns or shrinks what is typed',
        outcome: 'Dropped; numbers read from left to right',
      },
      Y9: {
        attack: '`var()`, `env()` and `attr()`',
        outcome: 'Dropped',
      },
      Y10: {
        attack: 'A page’s font, under whatever name, is to draw what is typed',
        outcome: 'It draws placeholders, labels and errors only',
      },
      Y11: {
        attack: 'A font has tall, wide, many or slow glyphs, ligatures or substitutions for digits',
        outcome: 'No size depends on what is typed',
      },
      Y12: {
        attack: 'A font of placeholders and labels is very tall',
        outcome: 'A field is no higher when it is filled than when it is empty',
      },
      Y13: {
        attack: 'Answers are timed, digit by digit',
        outcome: 'None comes later for one digit than for another',
        chromium: MEASURED,
      },
      Y14: {
        attack: 'Messages to the page are counted',
        outcome: 'As many for one number as for another that is as good',
        chromium: MEASURED,
      },
    },
  },
  {
    name: 'What is typed',
    cases: {
      P1: {
        attack: 'A megabyte, or ten thousand lines, is pasted',
        outcome: 'Cut at once; nobody is stopped',
        chromium: EDITING,
      },
      P2: {
        attack: 'Digits of other scripts',
        outcome: 'Each becomes 0 to 9',
      },
      P4: {
        attack: 'Autofill writes all fields at once, in whatever form',
        outcome: 'Each field gets its own, and the page is told of none',
        chromium: EDITING,
      },
      P5: {
        attack: 'Script, extensions, input methods and drops change a field',
        outcome: 'What is sent is what stands there; keys that script makes up change nothing',
      },
      P6: {
        attack: 'The number is looked for in attributes, markup and titles of its own document',
        outcome: 'Nowhere',
      },
      P8: {
        attack: 'The page is searched for the first digits of the number',
        outcome: 'It gets the brand and, with the token, the last four; there is no option for more',
      },
      P9: {
        attack: 'The field is looked at after clear, unmount, reload and the way back',
        outcome: 'Empty',
      },
      P10: {
        attack: 'The page is printed while a number stands in the field',
        outcome: 'It prints what is on the screen',
        untested:
          'A person’s own printer is no attacker, and script in the page gets no pixels of the print: fields are not masked for it.',
      },
      P12: {
        attack: 'Attributes by which a browser would keep, check or send a number',
        outcome: 'None; each input says what it is for',
      },
      P13: {
        attack: 'The form is submitted by Enter or by an extension',
        outcome: 'The browser never submits it; no number is in an address',
      },
    },
  },
  {
    name: 'Calls, networks and faults',
    cases: {
      F1: {
        attack: 'The API answers 500 to 504',
        outcome: 'Tried again under the same idempotency key, then a typed error',
        chromium: NETWORK,
      },
      F3: {
        attack: 'Headers or body are slow, or never end',
        outcome: 'Given up in time',
        chromium: NETWORK,
      },
      F4: { attack: 'A body of 50 MB', outcome: 'Given up early', chromium: NETWORK },
      F5: {
        attack: 'HTML, nothing, half a JSON or another type',
        outcome: 'An error that shows none of it',
        chromium: NETWORK,
      },
      F7: {
        attack: 'The host echoes the card or the code in an error or an object',
        outcome: 'The page gets it without',
      },
      F8: {
        attack: 'Offline before, during and after; the connection is cut',
        outcome: 'A typed error, or the call succeeds under the same idempotency key',
        chromium: NETWORK,
      },
      F9: {
        attack: 'The answer is lost after the server has done its work',
        outcome: 'The same request again gets that answer',
        chromium: NETWORK,
      },
      F11: {
        attack: 'Two calls at once, a double click, Enter and a click',
        outcome: 'One request, one result',
        chromium: NETWORK,
      },
      F12: {
        attack: 'A request is sent again, later or with another key',
        outcome: 'Idempotent, or refused',
      },
      F13: { attack: 'A token is used twice, or is of another mode', outcome: 'Refused with a typed error' },
      F15: {
        attack: 'The frame is taken off, or the page left, in the middle of a call',
        outcome: 'The call ends in an error; the server has one record',
        chromium: NETWORK,
      },
      F16: {
        attack: 'A call is aborted before, during and after',
        outcome: '`AbortError`; nothing is left',
        chromium: NETWORK,
      },
      F17: {
        attack: 'The script is blocked, missing, slow or broken',
        outcome: 'A typed error, tried again; a later call succeeds',
        chromium: NETWORK,
      },
      F19: { attack: 'Answers come out of order, twice, or unasked', outcome: 'Each call gets its own' },
      F20: {
        attack: 'Timers come late, the tab sleeps, a clock is wrong by a day',
        outcome: 'A call goes on, or ends in an error and is done once',
        chromium: 'puts a tab to sleep and sets its clock, which only Chromium’s driver can',
      },
      F21: {
        attack: 'The console, errors and violations are read in a healthy flow',
        outcome: 'Nothing',
        chromium: 'the same is looked for by each test that runs in every engine',
      },
      F22: {
        attack: 'A person types on while the script that sends is still being fetched',
        outcome: 'What is sent is what was validated',
        chromium: NETWORK,
      },
      F23: {
        attack: 'A page has guesses of the card come back in an answer, to see which of them is left out',
        outcome: 'What is left out does not depend on what was typed',
        chromium: NETWORK,
      },
      F24: {
        attack: 'An answer has an id with markup, and a message of 200,000 characters',
        outcome: 'No such id reaches the page; the message is cut',
        chromium: NETWORK,
      },
    },
  },
  {
    name: 'Several cards, storage and lifecycle',
    cases: {
      L1: {
        attack: 'Two keys and two cards on one page, interleaved',
        outcome: 'Each card goes by its own key',
        chromium: APPS,
      },
      L2: {
        attack: 'Frames of one host in two shops’ tabs',
        outcome: 'They use nothing that another tab could hear or read',
      },
      L3: {
        attack: 'Frames of several merchants on one page reach for each other',
        outcome: 'Groups never mix',
        chromium:
          'the frames’ script is the same in each engine; a checkout by split fields is tested in all three',
      },
      L5: {
        attack: 'A service worker of the shop answers for script, frame and API',
        outcome: '`integrity` refuses the script; the others are out of its reach',
      },
      L6: {
        attack: 'Mounted and unmounted 200 times',
        outcome: 'No frame, listener, timer, port or memory is left',
        chromium: COUNTED,
      },
      L7: {
        attack: 'Destroyed before it is ready, twice, or in the middle',
        outcome: 'In silence',
        chromium: COUNTED,
      },
      L9: {
        attack: 'Frameworks mount everything twice, hide it and bring it back',
        outcome: 'One frame, and no warning',
        chromium: APPS,
      },
      L10: { attack: 'The back button brings a kept page', outcome: 'Empty, and usable' },
      L11: { attack: 'Imported on a server, or into half a DOM', outcome: 'No exception' },
      L12: {
        attack: 'Script that knows a group’s name opens a frame of its own for another account',
        outcome: 'It gets no card of that group',
        chromium:
          'the frames’ script is the same in each engine; a checkout by split fields is tested in all three',
      },
    },
  },
  {
    name: 'Host and server',
    cases: {
      S1: { attack: 'A page of another origin calls the API', outcome: 'Refused, without a CORS header' },
      S2: { attack: 'Another site posts a form', outcome: 'Refused before it is read' },
      S3: { attack: 'A secret key comes from a browser', outcome: '403, neither repeated nor logged' },
      S5: {
        attack: 'Database, its files and the log are searched after every test card was used',
        outcome: 'No number, no code',
      },
      S6: {
        attack: 'Huge bodies, 10,000 headers, bad UTF-8, two lengths, half a request',
        outcome: 'Refused; the process lives',
      },
      S7: { attack: '`__proto__` and `constructor` as parameters', outcome: 'No pollution' },
      S9: { attack: 'Token after token by one publishable key', outcome: 'Slowed down; other keys are not' },
      S10: {
        attack: 'A token is guessed, used twice, or taken to another account',
        outcome: '128 bits or more, used once, bound to its account and mode',
        chromium: 'It is the API that decides; the browser only brings the token',
      },
      S11: {
        attack: 'Paths with dots and encoded slashes, unknown versions, other methods',
        outcome: '404 or 405; nothing outside of the manifest',
      },
      S13: { attack: 'A fault of the server’s own', outcome: 'No stack, no path, no query in the answer' },
      S14: {
        attack: 'SIGTERM, `kill -9` in the middle of writing',
        outcome: 'What was acknowledged is there, nothing by half',
      },
      S15: { attack: 'Script in a hosted page’s address; a redirect to anywhere', outcome: 'Neither' },
      S16: {
        attack:
          'A customer session is guessed, expired, of another account or customer, or used for what it does not allow',
        outcome: 'No saved method of anyone else is shown, changed or paid with',
      },
      S17: {
        attack:
          'A link to an account’s onboarding is guessed, used again, late, in a frame or in another browser, or its form is sent by another site',
        outcome: 'Nothing of the account is shown or changed, and nothing that is stored opens the page',
      },
      S18: {
        attack:
          'The link, the client secret or the dialog of a verification is guessed, used again, of another session, or in a foreign frame; its form is sent by another site, or its return_url is a script',
        outcome: 'Nothing is shown or submitted, and nobody is led anywhere else',
      },
      S21: {
        attack:
          'A link to the customer portal is guessed, used again, late, in a frame, in another browser or for another customer, or one of its forms is sent by another site',
        outcome:
          'Nothing of the customer is shown, changed or paid, and nothing that is stored opens the page',
      },
      S22: {
        attack:
          'Names, texts and addresses in the portal and on the page of an invoice are markup, script, turned or hidden, huge, or lead elsewhere',
        outcome: 'Text stays text, and only web addresses that the business named are led to',
      },
      S23: {
        attack:
          'The address of an invoice is guessed, tried for another account, framed, or looked for in logs and referrers',
        outcome: 'No invoice is shown, and its address is nowhere else',
      },
      S24: {
        attack:
          'Addresses, names, images, fields and texts of a Checkout Session or Payment Link are script, markup, turned, huge, or lead elsewhere',
        outcome: 'Text stays text, and only web addresses that the shop named are led to',
      },
      S25: {
        attack:
          'Pay is pressed in many tabs, while another one is at the bank, at another total, or after the end; the session is guessed or of another account',
        outcome: 'One payment at most, at the total that the page shows',
      },
      S26: {
        attack: 'A session of the dashboard is planted, stolen, forged, or used after the sign-out',
        outcome: 'A sign-in has a new token, and an old one opens nothing',
      },
      S27: {
        attack: 'A person of the dashboard sends a form that their role does not have',
        outcome: 'Refused, whatever path and fields they send',
      },
      S28: {
        attack:
          'A code of the second factor is guessed, sent twice, of another person, or sent before the password',
        outcome: 'Each is right once; after five wrong ones none is taken for a quarter of an hour',
      },
      S29: {
        attack: 'A link that invites a person is guessed, late, or used twice',
        outcome: 'One password is chosen with it, within a day',
      },
      S30: {
        attack: 'Emails are tried at the dashboard, to learn who has access',
        outcome: 'Refused in the words and the time of a wrong password',
      },
      S31: {
        attack:
          'What a cardholder has signed by a passkey is used again, or for another amount, payee, shop or card; the passkey is of another host, or its holder was not verified',
        outcome: 'The payment waits for its bank as before',
      },
      S32: {
        attack:
          'A page names a server of its own, or one inside the host’s network, as that which opens a session of Apple Pay; Apple’s own answer leads elsewhere',
        outcome: 'Refused before anything is asked; the merchant’s certificate is shown to Apple only',
      },
    },
  },
  {
    name: 'Integrity and supply chain',
    cases: {
      G1: {
        attack: 'A byte of the page’s or the frame’s script is changed on the way',
        outcome: 'The browser refuses it by its hash',
      },
      G2: {
        attack: 'Two builds are compared',
        outcome: 'Byte-equal',
      },
      G3: {
        attack: 'Something is loaded that the host does not list',
        outcome: 'Nothing is: all that is loaded is in `headers.json`',
      },
      G4: {
        attack: 'The served scripts and headers change after the release',
        outcome: 'The host has to watch for it',
        untested:
          'There is no command that compares what a browser receives with the release; `dist/integrity.json` and `headers.json` are what to compare with.',
      },
      G6: {
        attack: 'A stranger is asked for something in a whole flow',
        outcome: 'Only the shop and the host are',
      },
      G7: {
        attack: 'What is shipped is listed: bundled dependencies, known holes, scripts of an installation',
        outcome: 'A list in CycloneDX, none, none',
      },
      G8: { attack: 'Source, package and docs are searched for secrets', outcome: 'None' },
    },
  },
];

export const CASES: Record<string, Case> = Object.assign({}, ...GROUPS.map(({ cases }) => cases));
