/** Path of a file of the repository: this runs compiled, in `test/bench/dist/bench`. */
export const fromRoot = (path: string): string => new URL(`../../../../${path}`, import.meta.url).pathname;

/** A built module of the server, with the types of its source. */
export const built = <T>(path: string): Promise<T> => import(fromRoot(`apps/server/dist/${path}.js`)) as Promise<T>;
