import first from './first/lt.ts';
import later from './later/lt.ts';

/** All texts of the interface in one tree: each part owns its first-level keys. */
export default { ...first, ...later };
