import first from './first/lv.ts';
import later from './later/lv.ts';

/** All texts of the interface in one tree: each part owns its first-level keys. */
export default { ...first, ...later };
