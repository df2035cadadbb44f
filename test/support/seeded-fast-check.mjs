// In place of fast-check in Jest: the ordinary run draws the same each time, so that it is green or red by what was changed. `npm run test:deep` draws anew.
import fc from '../../node_modules/fast-check/lib/fast-check.js';

fc.configureGlobal({ seed: Number(process.env.GAITA_SEED ?? 20_261_122) });

export * from '../../node_modules/fast-check/lib/fast-check.js';
export default fc;
