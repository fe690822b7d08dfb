/** Largest answer that is read, in characters. */
const MAX_ANSWER = 256 * 1024;

/** Reads the body of an answer. It gives up with an empty text if that is larger than any answer of the API. */
export async function readText({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { value } = (await reader?.read()) ?? {};
    text += decoder.decode(value, { stream: !!value });
    if (!value) return text;
    if (text.length > MAX_ANSWER) {
      void reader?.cancel();
      return '';
    }
  }
}
