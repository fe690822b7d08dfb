/**
 * Runs on the page to which a bank leads back when it is done. The page knows nothing. It tells the frame
 * that shows it, if that is the host's own, that the intent can be read now.
 */
if (parent !== self) parent.postMessage({ type: 'authenticated' }, location.origin);
