/** Shows the events that reach the shop's server, as they arrive. */

const log = document.getElementById('events-log');
const verdict = document.getElementById('events-verdict');
// A box that scrolls has to be reachable by keyboard.
log.parentElement.tabIndex = 0;

new EventSource('/events').addEventListener('message', ({ data }) => show(JSON.parse(data)));

function show({ type, object, created }) {
  const item = document.createElement('li');
  const time = new Date(created * 1000).toLocaleTimeString();
  item.append(part('span', time), part('b', type), part('code', object));
  log.prepend(item);
  const { length } = log.children;
  verdict.textContent = `${length} event${length === 1 ? '' : 's'}, the newest first.`;
}

function part(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text ?? '';
  return element;
}
