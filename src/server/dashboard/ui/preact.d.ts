/** `preact.js` is served out of the package htm: Preact and htm in one module. This is what the page takes of it. */
export declare function html(strings: TemplateStringsArray, ...values: unknown[]): object
export declare function render(tree: object, parent: Element): void
// biome-ignore lint/suspicious/noExplicitAny: the page's own types are loose
export declare function useState<T = any>(first?: T | (() => T)): [T, (next: T) => void]
export declare function useEffect(effect: () => unknown, on: readonly unknown[]): void
// biome-ignore lint/suspicious/noExplicitAny: the page's own types are loose
export declare function useRef<T = any>(first?: T): { current: T }
