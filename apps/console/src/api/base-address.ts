/** Where the console lies, `https://host/patchbay/console/`: the server says so in the page's `<base>`. */
export const CONSOLE_ADDRESS = new URL('.', document.baseURI);

/** Where the API lies beside it, without the slash at the end. */
export const SERVICE_ADDRESS = new URL('..', CONSOLE_ADDRESS).href.replace(/\/$/, '');
