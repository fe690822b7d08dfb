/**
 * The page that a bank leads back to when it is done. It knows nothing, and says to the frame that shows it, where that
 * is the host's own, that the intent can be asked for now.
 */
if (parent !== self) parent.postMessage({ type: 'authenticated' }, location.origin);
