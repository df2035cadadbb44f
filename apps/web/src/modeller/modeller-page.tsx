import { useParams } from 'react-router';
import { readDiagram, readProcess } from '../api/processes.ts';
import { useResource } from '../api/use-resource.ts';
import { PageState } from '../shell/page-state.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { ModellerScreen } from './modeller-screen.tsx';

/** The latest version of a process, to be changed and deployed as the next one. */
export function ModellerPage() {
  const { key = '' } = useParams();
  const { language } = useTexts();
  const process = useResource(`${key} ${language}`, (signal) => readProcess(key, signal), key);
  const definitionId = process.data?.definitionId;
  return <PageState resource={process}>{(view) => <WithDiagram key={definitionId} view={view} />}</PageState>;
}

function WithDiagram({ view }: { readonly view: Parameters<typeof ModellerScreen>[0]['process'] }) {
  const xml = useResource(view.definitionId, (signal) => readDiagram(view.definitionId, signal));
  // What was opened stays: a deployed next version must not take the canvas away from under the hands.
  return <PageState resource={xml}>{(text) => <ModellerScreen process={view} xml={text} />}</PageState>;
}
