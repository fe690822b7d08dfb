import { expect, test } from 'vitest';
import { payframeCommands } from '../../src/testing/index.js';

/** Notes what is asked of Cypress, each chain as one line. */
function fakeCy() {
  const lines: string[] = [];
  const chain = (line: string): object =>
    new Proxy(
      {},
      {
        get:
          (_, name) =>
          (...args: string[]) => {
            lines.splice(lines.indexOf(line), 1);
            const next = `${line}.${String(name)}(${args.join()})`;
            lines.push(next);
            return chain(next);
          },
      },
    );
  const cy = {
    get(selector: string) {
      lines.push(selector);
      return chain(selector);
    },
    wrap: () => chain(''),
    origin: (host: string, { args }: { args: unknown }) => void lines.push(`${host} ${args}`),
  };
  return { lines, commands: payframeCommands(cy) };
}

/** Selector of a frame, whether its document is that of one build or of the newest. */
const frame = (file: string, name = ':not([name])') => `iframe[src*="/frame/v1/"][src$="/${file}"]${name}`;

test('a card is typed into the frames that have its fields, and no other field is touched', () => {
  const { lines, commands } = fakeCy();
  commands.fillCard({ number: '42', cvc: '123' });
  expect(lines).toEqual([
    `${frame('card.html')},${frame('card.html', '[name="#cardNumber"]')}.its(0.contentDocument.body)` +
      '.should(not.be.empty).find(input[autocomplete="cc-number"]).should(be.visible).type({selectall}{del}42)',
    `${frame('card.html')},${frame('card.html', '[name="#cardCvc"]')}.its(0.contentDocument.body)` +
      '.should(not.be.empty).find(input[autocomplete="cc-csc"]).should(be.visible).type({selectall}{del}123)',
  ]);
});

test('a field that no card has is refused before anything is typed', () => {
  const { lines, commands } = fakeCy();
  expect(() => commands.fillCard({ number: '42', numbr: '42' } as object)).toThrow(
    'fillCard knows no field numbr. Did you mean number?',
  );
  expect(() => commands.clearCard(['date' as 'cvc'])).toThrow(
    'clearCard knows no field date. There are: number, expiry, cvc, postalCode.',
  );
  expect(lines).toEqual([]);
});

test('an IBAN is typed, and a card is emptied', () => {
  const { lines, commands } = fakeCy();
  commands.fillIban('DE89');
  commands.clearCard();
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/iban\.html.*type\(\{selectall\}\{del\}DE89\)$/);
  expect(lines[1]).toMatch(/cardNumber.*type\(\{selectall\}\{del\}\)$/);
});

test('an email address and an Australian account are typed into their own frames', () => {
  const { lines, commands } = fakeCy();
  commands.fillEmail('jenny@example.com');
  commands.fillAuBankAccount({ account: '12345' });
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/linkAuthentication\.html.*type\(\{selectall\}\{del\}jenny@example\.com\)$/);
  expect(lines[1]).toMatch(/auBankAccount\.html.*name="account".*type\(\{selectall\}\{del\}12345\)$/);
});

test('a wallet is opened by its button, chosen in, and agreed to', () => {
  const { lines, commands } = fakeCy();
  commands.payByWallet('google_pay', { card: '4242 4242', rate: 'express' });
  expect(lines[0]).toMatch(/expressCheckout\.html.*data-wallet="google_pay".*click\(\)$/);
  expect(lines[1]).toMatch(/challenge\.html.*name="rate".*"express".*check\(\)$/);
  expect(lines[2]).toMatch(/#card.*select\(42424242\)$/);
  expect(lines[3]).toMatch(/\.pay.*click\(\)$/);
  commands.cancelWallet('google_pay');
  expect(lines[5]).toMatch(/\.cancel.*click\(\)$/);
});

test('a field of a method is found by its label, in the frame that has the method', () => {
  const { lines, commands } = fakeCy();
  commands.payByMethod('ideal', { 'Full name': 'Jenny' });
  expect(lines[0]).toMatch(/payment\.html.*find\(\.loaded #panel-ideal\)/);
  expect(lines[2]).toMatch(
    /payment\.html.*find\(#panel-ideal\)\.contains\(label,.*Full name.*\)\.its\(0\.control\)/s,
  );
});

test("a button of the bank's is pressed in the frame of its page, or on its own page", () => {
  const { lines, commands } = fakeCy();
  commands.completeAuthentication();
  commands.failAtBank();
  commands.authoriseAtBank('https://pay.example');
  const press = (answer: string) =>
    `.find(button[name="outcome"][value="${answer}"]).should(be.visible).click()`;
  expect(lines[0]).toMatch(/challenge\.html.*find\(iframe\)/);
  expect(lines[0]?.endsWith(press('complete'))).toBe(true);
  expect(lines[1]?.endsWith(press('fail'))).toBe(true);
  expect(lines[2]).toBe('https://pay.example button[name="outcome"][value="complete"]');
});
