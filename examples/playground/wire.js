/**
 * Tells the page of every message that crosses between it and a frame, as the event `wire`. It runs before the SDK, whose
 * messages go over a MessagePort. The first message, with the key and the options, opens the port and is not among them.
 */
(() => {
  // The page asks each frame now and then whether it is still there.
  const HEARTBEAT = ['ping', 'pong'];

  function tell(to, message) {
    if (!HEARTBEAT.includes(message.type))
      dispatchEvent(new CustomEvent('wire', { detail: { to, message } }));
  }

  const { postMessage } = MessagePort.prototype;
  MessagePort.prototype.postMessage = function (message, ...rest) {
    tell('frame', message);
    return postMessage.call(this, message, ...rest);
  };

  const onmessage = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
  Object.defineProperty(MessagePort.prototype, 'onmessage', {
    ...onmessage,
    set(receive) {
      onmessage.set.call(this, (event) => {
        tell('page', event.data);
        receive(event);
      });
    },
  });
})();
