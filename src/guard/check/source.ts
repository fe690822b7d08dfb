/** A source file, with the parts that a search for calls must not mistake for code taken out. */
export interface Source {
  /**
   * The code, with spaces in place of comments and of the content of texts. Each character is where it was in
   * the file.
   */
  code: string;
  /** The texts in it by the index of their opening quote. In a template `{}` stands for each of its values. */
  texts: Map<number, string>;
}

/** Number of characters before a place that say what it is. */
const RECENT = 40;

/** Reads a script: JavaScript or TypeScript, with or without JSX. */
export function readScript(file: string): Source {
  const texts = new Map<number, string>();
  /** The templates around the current place, each with the number of braces that are open in its value. */
  const templates: { start: number; text: string; braces: number }[] = [];
  const pieces: string[] = [];
  /** The code just before the current place. */
  let recent = '';
  let at = 0;

  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(file)?.[0];
  };
  const add = (piece: string) => {
    pieces.push(piece);
    recent = (recent + piece.slice(-RECENT)).slice(-RECENT);
    at += piece.length;
  };
  const take = (length: number) => add(file.slice(at, at + length));
  const blank = (length: number) => add(blanked(file.slice(at, at + length)));

  /** Takes a part of the innermost template, up to its next value or its end. */
  function takeTemplate(): void {
    const template = templates.at(-1);
    if (!template) return;
    const part = match(TEMPLATE_PART) ?? '';
    template.text += part;
    blank(part.length);
    if (file[at] === '$') {
      template.text += '{}';
      take(2);
      return;
    }
    texts.set(template.start, template.text);
    templates.pop();
    take(1);
  }

  function takeText(): void {
    const text = opensText(recent) ? match(TEXT) : undefined;
    take(1);
    if (text === undefined) return;
    texts.set(at - 1, text.slice(1, -1));
    blank(text.length - 2);
    take(1);
  }

  function takeSlash(): void {
    const comment = isAddress(file, at) ? undefined : match(COMMENT);
    const blanks = comment ?? (opensExpression(recent) ? match(EXPRESSION) : undefined);
    if (blanks === undefined) take(1);
    else blank(blanks.length);
  }

  function takeBrace(brace: string): void {
    const template = templates.at(-1);
    const endsValue = brace === '}' && template?.braces === 0;
    if (template && !endsValue) template.braces += brace === '{' ? 1 : -1;
    take(1);
    if (endsValue) takeTemplate();
  }

  while (at < file.length) {
    const character = file[at] ?? '';
    if (character === "'" || character === '"') takeText();
    else if (character === '/') takeSlash();
    else if (character === '{' || character === '}') takeBrace(character);
    else if (character === '`') {
      templates.push({ start: at, text: '', braces: 0 });
      take(1);
      takeTemplate();
    } else take(match(PLAIN)?.length ?? 1);
  }
  return { code: pieces.join(''), texts };
}

/** Reads a page or a component: scripts in markup, in which attributes can have code too. */
export function readMarkup(file: string): Source {
  const texts = new Map<number, string>();
  let code = '';
  for (const { 0: block, 1: style = '', 2: tag = style, 3: script, index } of file.matchAll(BLOCK)) {
    addMarkup(file.slice(code.length, index) + tag);
    if (script === undefined) {
      code += blanked(block.slice(tag.length));
      continue;
    }
    const inner = readScript(script);
    for (const [start, text] of inner.texts) texts.set(code.length + start, text);
    code += inner.code;
  }
  addMarkup(file.slice(code.length));
  return { code, texts };

  function addMarkup(markup: string): void {
    for (const { 0: attribute, index } of markup.matchAll(ATTRIBUTE)) {
      const quote = attribute.search(/["']/);
      texts.set(code.length + index + quote, attribute.slice(quote + 1, -1));
    }
    code += markup;
  }
}

/** Code in which nothing begins or ends that has to be known. */
const PLAIN = /[^'"`/{}]+/y;
const TEMPLATE_PART = /(?:\\[\s\S]|[^\\`$]|\$(?!\{))*/y;
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const TEXT = /'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"/y;
/** A regular expression. One that begins with `>` would be the end of a tag. */
const EXPRESSION = /\/(?![*/>])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
/** Words after which a text or a regular expression can follow. */
const WORD_BEFORE =
  /(?:^|[^\w$.])(?:await|case|delete|do|else|from|import|in|of|return|throw|typeof|void|yield)$/;
/** A comment, a style or a script of a page, the last with its opening tag and its content. */
const BLOCK =
  /<!--[\s\S]*?(?:-->|$)|(<style\b[^>]*>)[\s\S]*?(?=<\/style|$)|(<script\b[^>]*>)([\s\S]*?)(?=<\/script|$)/gi;
const ATTRIBUTE = /=\s*(?:"[^"]*"|'[^']*')/g;

const blanked = (text: string) => text.replace(/[^\n]/g, ' ');

/** Tells whether two slashes are of an address in the text of JSX, such as `see https://example.com`. */
const isAddress = (file: string, at: number) =>
  /[a-z]:$/.test(file.slice(Math.max(at - 2, 0), at)) && /[\w[]/.test(file[at + 2] ?? '');

/** Tells whether a quote after this code opens a text. In `Don't`, the text of JSX, it does not. */
const opensText = (code: string) => !/[\w$]$/.test(code.slice(-1)) || WORD_BEFORE.test(code.slice(-10));

/** Tells whether a slash after this code begins a regular expression, and does not divide or close a tag. */
function opensExpression(code: string): boolean {
  const before = code.slice(-40).trimEnd();
  return before === '' || /[(,=:[!&|?{};+*%~^>-]$/.test(before) || WORD_BEFORE.test(before.slice(-10));
}
