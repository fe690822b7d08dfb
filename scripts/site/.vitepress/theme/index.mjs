import theme from 'vitepress/theme-without-fonts';
import './style.css';

/** VitePress's own, in the reader's own fonts. */
export default theme;
