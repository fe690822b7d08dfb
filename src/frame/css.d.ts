/** A style sheet, whose text the build inserts. */
declare module '*.css' {
  const text: string;
  export default text;
}
