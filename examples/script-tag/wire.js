/**
 * Only for the demo: shows every message between this page and the payment form. The page may see all of them,
 * because it creates the channel; none contains a card number. It loads before the SDK, so that no message is
 * missed.
 */
{
  const log = document.getElementById('wire-log');
  const verdict = document.getElementById('wire-verdict');
  const most = 200;
  // A box that scrolls has to be reachable by keyboard.
  log.parentElement.tabIndex = 0;
  let messages = 0;
  let heartbeats = 0;
  let numbers = 0;

  const send = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (message, ...rest) {
    show('page', 'payment form', message);
    return send.call(this, message, ...rest);
  };

  window.MessageChannel = class extends MessageChannel {
    constructor() {
      super();
      show('page', 'payment form', { type: 'opens a channel' });
      this.port1.addEventListener('message', ({ data }) => show('payment form', 'page', data));
    }
  };

  const ask = window.fetch;
  window.fetch = async (...request) => {
    const [path, { body }] = request;
    show('page', 'shop', { type: `POST ${path}`, ...JSON.parse(body) });
    const response = await ask(...request);
    show('shop', 'page', { type: String(response.status), ...(await response.clone().json()) });
    return response;
  };

  function show(from, to, message) {
    messages += 1;
    if (hasCardNumber(message)) numbers += 1;
    if (isHeartbeat(message)) heartbeats += 1;
    else append(from, to, message);
    verdict.textContent = `${count(messages, 'message')}, ${numbers ? `${count(numbers, 'card number')}!` : 'no card number.'}`;
    verdict.title = `${count(heartbeats, 'heartbeat')} not shown`;
    verdict.classList.toggle('bad', numbers > 0);
  }

  function append(from, to, message) {
    const { type = '', ...rest } = Object(message);
    const item = document.createElement('li');
    item.append(part('span', `${from} → ${to}`), part('b', type), part('code', readable(rest)));
    // The newest message is in view, unless someone is reading further up.
    const { parentElement: box } = log;
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 24;
    log.append(item);
    if (log.children.length > most) log.firstElementChild.remove();
    if (atEnd) box.scrollTop = box.scrollHeight;
  }

  function part(tag, text) {
    const element = document.createElement(tag);
    element.textContent = text;
    if (tag === 'code') element.dir = 'ltr';
    return element;
  }

  function readable(value) {
    // The page may know a client secret, but not everyone who looks at the screen should.
    const text = JSON.stringify(value).replace(/_secret_\w+/g, '_secret_…');
    return text === '{}' ? '' : text;
  }

  function isHeartbeat(message) {
    return message?.type === 'ping' || message?.type === 'pong';
  }

  // Finds 13 to 19 digits in a row, with or without gaps, that pass the check that every card number passes.
  function hasCardNumber(message) {
    const found = `${JSON.stringify(message)}`.match(/\d(?:[ -]?\d){12,18}/g) ?? [];
    return found.some((text) => passesLuhn(text.replace(/\D/g, '')));
  }

  function passesLuhn(digits) {
    const values = [...digits].reverse().map((digit, place) => Number(digit) * (place % 2 ? 2 : 1));
    return values.reduce((sum, value) => sum + (value > 9 ? value - 9 : value), 0) % 10 === 0;
  }

  function count(number, noun) {
    return `${number} ${noun}${number === 1 ? '' : 's'}`;
  }
}
