// node --import test/support/source-everywhere.mjs <file>.ts: runs sources as they are, outside of Jest.
import { register } from 'node:module';

register('./source-hooks.mjs', import.meta.url);
