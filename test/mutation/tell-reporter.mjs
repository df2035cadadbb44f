import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin';
import { outcomeOf, wasNotDrawn } from './outcome.mjs';

/** One line a mutant as soon as it is known: what was found is not lost when a run is stopped. */
class TellReporter {
  onMutantTested(result) {
    if (wasNotDrawn(result) || result.status === 'NoCoverage') return;
    const { fileName, location, mutatorName, replacement, status, statusReason = '' } = result;
    const reason = status === 'RuntimeError' ? ` (${statusReason.split('\n')[0]})` : '';
    console.log(
      `  ${outcomeOf(result)}: ${fileName}:${location.start.line} ${mutatorName} → ${replacement.slice(0, 80)}${reason}`,
    );
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, 'tell', TellReporter)];
