import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '@carbon/react';
import { Link } from 'react-router';
import type { Problem, ProcessView } from '@gaita/contracts';
import { deploy } from '../api/processes.ts';
import { RequestError } from '../api/request.ts';
import { Diagram } from '../diagram/diagram.tsx';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { Page } from '../shell/page.tsx';
import { nameIn } from '../processes/name-in.ts';
import { usePerson } from '../sign-in/session.tsx';
import { Notice } from '../shell/notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { Canvas } from './canvas.tsx';
import type { CanvasHandle } from './canvas.tsx';
import { modelDrafts } from './model-drafts.ts';
import { ProblemsPanel } from './problems-panel.tsx';
import { useIsPhone } from '../shell/use-is-phone.ts';
import { useProblems } from './use-problems.ts';

interface ModellerScreenProps {
  readonly process: ProcessView;
  /** The deployed version from which the change begins. */
  readonly xml: string;
}

/** Canvas, properties, findings, and the button that makes the next version. */
export function ModellerScreen({ process, xml }: ModellerScreenProps) {
  const { t, language } = useTexts();
  const name = nameIn(process, language);
  const narrow = useIsPhone();
  const { isAdministrator } = usePerson();
  const canvas = useRef<CanvasHandle>(null);
  const [base, setBase] = useState({ definitionId: process.definitionId, version: process.version });
  const [deployed, setDeployed] = useState<number>();
  const [refused, setRefused] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const [draft] = useState(() => modelDrafts.read(process.definitionId));
  const [current, setCurrent] = useState(draft ?? xml);
  const [changed, setChanged] = useState(draft !== undefined);
  const [opened, setOpened] = useState({ xml: draft ?? xml, restored: draft !== undefined });
  const { problems, show } = useProblems(current);

  const onChange = useCallback(
    (text: string) => {
      setCurrent(text);
      setChanged(true);
      setDeployed(undefined);
      modelDrafts.keep(base.definitionId, text);
    },
    [base.definitionId],
  );
  const discard = () => {
    modelDrafts.forget(base.definitionId);
    setOpened({ xml, restored: false });
    setCurrent(xml);
    setChanged(false);
  };
  const deployNext = async () => {
    setBusy(true);
    setRefused(undefined);
    try {
      const content = (await canvas.current?.save()) ?? current;
      const answer = await deploy({
        name: process.name,
        institution: process.institution,
        basedOn: base.definitionId,
        resources: [{ name: 'model.bpmn', content }],
      });
      modelDrafts.forget(base.definitionId);
      const next = answer.definitions.find(({ key }) => key === process.key);
      if (next) {
        setBase({ definitionId: next.id, version: next.version });
        setDeployed(next.version);
      }
      setChanged(false);
    } catch (error) {
      setRefused(error as Error);
      if (error instanceof RequestError && Array.isArray(error.details.problems)) show(error.details.problems as Problem[]);
    }
    setBusy(false);
  };

  useEffect(() => {
    if (!changed) return undefined;
    // The draft would survive a reload, not the closing of the tab.
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [changed]);

  return (
    <Page
      wide
      title={name}
      above={
        <Link className="cds--link" to="/processes">
          {t('place.processes')}
        </Link>
      }
      below={
        <p>
          {t('modeller.basedOn', { version: base.version })}
          {changed && ` · ${t('modeller.changed')}`}
        </p>
      }
      actions={
        !narrow &&
        (isAdministrator ? (
          <Button size="md" disabled={busy || !changed} onClick={() => void deployNext()}>
            {t('modeller.deploy', { version: base.version + 1 })}
          </Button>
        ) : (
          <p className="hint">{t('modeller.whoDeploys')}</p>
        ))
      }
    >
      {refused && <ErrorNotice error={refused} title={t('modeller.refused')} focus />}
      {deployed !== undefined && <Deployed version={deployed} />}
      {opened.restored && changed && (
        <p className="hint">
          {t('modeller.restored')}{' '}
          <Button kind="ghost" size="sm" onClick={discard}>
            {t('modeller.discard')}
          </Button>
        </p>
      )}
      {narrow ? (
        <>
          <Notice kind="info" role="status" title={t('modeller.narrow')} />
          <Diagram xml={current} label={t('modeller.canvas', { process: name })} />
        </>
      ) : (
        <Canvas ref={canvas} xml={opened.xml} label={t('modeller.canvas', { process: name })} onChange={onChange} />
      )}
      <ProblemsPanel problems={problems} onOpen={(elementId) => canvas.current?.open(elementId)} />
    </Page>
  );
}

function Deployed({ version }: { readonly version: number }) {
  const { t } = useTexts();
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.focus(), [version]);
  return (
    <div ref={place} tabIndex={-1} className="notice">
      <Notice kind="success" role="status" title={t('modeller.deployed', { version })}>
        {t('modeller.deployedText')}
      </Notice>
    </div>
  );
}
