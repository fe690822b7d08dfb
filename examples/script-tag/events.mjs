/** The shop's webhook endpoint, and the stream that shows its events to the page. */

/** Number of past events that a page sees when it is opened later. */
const KEPT = 50;
const DESCRIPTION = 'The demo shop';

export function createEvents(stripe) {
  const recent = [];
  const streams = new Set();
  let endpoint;

  return {
    /** Makes the payment host send its events here. The endpoint of an earlier start is deleted. */
    async listen(url) {
      const { data } = await stripe.webhookEndpoints.list({ limit: 100 });
      const earlier = data.filter(({ description }) => description === DESCRIPTION);
      await Promise.all(earlier.map(({ id }) => stripe.webhookEndpoints.del(id)));
      endpoint = await stripe.webhookEndpoints.create({
        url,
        enabled_events: ['*'],
        description: DESCRIPTION,
      });
    },

    /** Takes an event, if its signature is the host's. An event can come twice, but is shown once. */
    take(body, signature) {
      let event;
      try {
        event = stripe.webhooks.constructEvent(body, signature ?? '', endpoint.secret);
      } catch {
        return false;
      }
      if (recent.some(({ id }) => id === event.id)) return true;
      recent.push(shown(event));
      recent.splice(0, recent.length - KEPT);
      for (const stream of streams) stream.write(line(shown(event)));
      return true;
    },

    /** Keeps an answer open, and writes each event to it (Server-Sent Events). */
    stream(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      for (const event of recent) response.write(line(event));
      streams.add(response);
      response.on('close', () => streams.delete(response));
    },
  };
}

const shown = ({ id, type, created, data }) => ({ id, type, created, object: data.object.id });

const line = (event) => `data: ${JSON.stringify(event)}\n\n`;
