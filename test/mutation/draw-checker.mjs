import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin';
import { inDrawnOrder } from './draw.mjs';

const { seed, mutants: wanted } = JSON.parse(process.env.GAITA_MUTATION);

/** Lets Stryker run only the mutants that were drawn; the others are in its report as such that do not compile. */
class DrawChecker {
  #drawn = new Set();

  async init() {}

  /** Stryker hands over all mutants that a test reaches. */
  async group(mutants) {
    for (const { id } of inDrawnOrder(mutants, seed).slice(0, wanted)) this.#drawn.add(id);
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants) {
    return Object.fromEntries(
      mutants.map(({ id }) => [id, this.#drawn.has(id) ? { status: 'passed' } : { status: 'compileError', reason: 'not drawn' }]),
    );
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, 'draw', DrawChecker)];
