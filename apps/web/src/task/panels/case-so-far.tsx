import { Suspense, lazy, useState } from 'react';
import type { ReactNode } from 'react';
import type { CaseDetailView } from '@gaita/contracts';
import { readCase } from '../../api/cases.ts';
import { readDiagram } from '../../api/processes.ts';
import { useResource } from '../../api/use-resource.ts';
import { CaseHistory } from '../../cases/case-history.tsx';
import { LoadState, Skeleton } from '../../shell/load-state.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { useTaskDoing } from '../task-doing.ts';

const Diagram = lazy(async () => ({ default: (await import('../../diagram/diagram.tsx')).Diagram }));

/** What happened in the case before this task. */
export function HistoryPanel() {
  const { t } = useTexts();
  return (
    <CasePanel title={t('documents.page.history')}>
      {(detail) => <CaseHistory activities={detail.activities} decisions={detail.decisions} others={[]} />}
    </CasePanel>
  );
}

/** Where in its process the case stands: in words and on the diagram. */
export function PositionPanel() {
  const { t } = useTexts();
  return <CasePanel title={t('documents.page.position')}>{(detail) => <Position detail={detail} />}</CasePanel>;
}

function Position({ detail }: { readonly detail: CaseDetailView }) {
  const { t } = useTexts();
  const { definitionId, positions, processName } = detail;
  const xml = useResource(definitionId, (signal) => readDiagram(definitionId, signal));
  return (
    <>
      <ul className="plain-list">
        {positions.map(({ elementId, name }) => (
          <li key={elementId}>{name ?? elementId}</li>
        ))}
      </ul>
      <Suspense fallback={<Skeleton lines={6} />}>
        <LoadState resource={xml} lines={6}>
          {(diagram) => <Diagram xml={diagram} positions={positions} label={t('case.diagramOf', { process: processName })} />}
        </LoadState>
      </Suspense>
    </>
  );
}

/** Asked for when it is opened: most tasks are done without. */
function CasePanel({ title, children }: { readonly title: string; readonly children: (detail: CaseDetailView) => ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="task__panel task__more" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{title}</h2>
      </summary>
      {open && <OpenedPanel>{children}</OpenedPanel>}
    </details>
  );
}

function OpenedPanel({ children }: { readonly children: (detail: CaseDetailView) => ReactNode }) {
  const { language } = useTexts();
  const { instanceId } = useTaskDoing().detail.task;
  const found = useResource(`${instanceId} ${language}`, (signal) => readCase(instanceId, signal), instanceId);
  return (
    <LoadState resource={found} lines={4}>
      {children}
    </LoadState>
  );
}
