/** Nothing is fetched and nothing is run, whatever a vendor's answer has put into the page. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/**
 * The beginning of a page that needs nothing beside itself, up to its body.
 *
 * @param title fit for HTML
 */
export const printHead = (title: string, style: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${title}</title>
<style>${style}</style>
</head>`
