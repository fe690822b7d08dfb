/** The build puts the text of the style sheet in its place. */
declare module '*.css' {
  const text: string;
  export default text;
}

/** The same for a document. */
declare module '*.html?raw' {
  const text: string;
  export default text;
}
