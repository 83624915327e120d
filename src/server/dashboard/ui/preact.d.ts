/** `preact.js` is served out of the package htm: Preact and htm in one module. */
export * from 'htm/preact/standalone'
