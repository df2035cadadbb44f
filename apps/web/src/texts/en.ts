import first from './first/en.ts';
import later from './later/en.ts';

/** All texts of the interface in one tree: each part owns its first-level keys. */
export default { ...first, ...later };
