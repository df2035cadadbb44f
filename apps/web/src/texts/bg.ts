import first from './first/bg.ts';
import later from './later/bg.ts';

/** All texts of the interface in one tree: each part owns its first-level keys. */
export default { ...first, ...later };
