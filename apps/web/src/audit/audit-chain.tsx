import { useRef, useState } from 'react';
import { Button } from '@carbon/react';
import type { AuditHeadView, AuditVerificationView } from '@gaita/contracts';
import { auditHeadView } from '@gaita/contracts';
import { readHead, verifyAudit } from '../api/audit.ts';
import { useResource } from '../api/use-resource.ts';
import { LoadState } from '../shell/load-state.tsx';
import { Notice } from '../shell/notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { JobProgress } from './job-progress.tsx';
import { useJob } from './use-job.ts';

/** The end of the chain to take away, and its verification. */
export function AuditChain() {
  const { t } = useTexts();
  const head = useResource('audit head', readHead);
  const job = useJob();
  const [compared, setCompared] = useState<{ readonly name: string; readonly head?: AuditHeadView }>();
  return (
    <section className="audit-section" aria-labelledby="audit-chain">
      <h2 id="audit-chain">{t('audit.chain')}</h2>
      <p>{t('audit.chainAbout')}</p>
      <LoadState resource={head} lines={3}>
        {(end) => <HeadFacts head={end} />}
      </LoadState>
      <HeadChoice chosen={compared} onChosen={setCompared} />
      <Button
        className="audit__verify"
        size="md"
        disabled={job.isRunning || (compared !== undefined && !compared.head)}
        onClick={() => job.begin(verifyAudit(compared?.head))}
      >
        {t('audit.verify')}
      </Button>
      <JobProgress watched={job} running="audit.verifying" />
      {job.job?.verification && <Verified verification={job.job.verification} />}
    </section>
  );
}

function HeadFacts({ head }: { readonly head: AuditHeadView }) {
  const { t, formats } = useTexts();
  const file = `data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(head, undefined, 2))}`;
  return (
    <>
      <dl className="audit__head">
        <dt>{t('audit.head')}</dt>
        <dd>{t('audit.headLink', { sequence: formats.number(head.sequence), when: formats.moment(head.at) })}</dd>
        <dt>{t('audit.hash')}</dt>
        <dd className="audit__hash">{head.hash}</dd>
        <dt>{t('audit.signature')}</dt>
        <dd className="audit__hash">{head.signature}</dd>
      </dl>
      <p className="audit__files">
        <a className="cds--link" href={file} download={`gaita-audit-head-${head.sequence}.json`}>
          {t('audit.saveHead')}
        </a>
        <Button kind="ghost" size="sm" onClick={() => print()}>
          {t('audit.printHead')}
        </Button>
      </p>
    </>
  );
}

interface HeadChoiceProps {
  readonly chosen: { readonly name: string; readonly head?: AuditHeadView } | undefined;
  readonly onChosen: (chosen: { readonly name: string; readonly head?: AuditHeadView }) => void;
}

function HeadChoice({ chosen, onChosen }: HeadChoiceProps) {
  const { t } = useTexts();
  const field = useRef<HTMLInputElement>(null);
  const choose = async (file: File | undefined) => {
    if (!file) return;
    const head = auditHeadView.safeParse(await file.text().then(asJson));
    onChosen({ name: file.name, ...(head.success && { head: head.data }) });
  };
  return (
    <div className="audit__compare">
      <p>{t('audit.compareHead')}</p>
      <input
        ref={field}
        hidden
        type="file"
        aria-label={t('audit.compareHead')}
        accept="application/json,.json"
        onChange={(event) => void choose(event.target.files?.[0])}
      />
      <Button kind="tertiary" size="md" onClick={() => field.current?.click()}>
        {t('audit.chooseFile')}
      </Button>
      {chosen && <p role="status">{chosen.head ? t('audit.chosenFile', { name: chosen.name }) : t('audit.badFile')}</p>}
    </div>
  );
}

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

type FindingKind = keyof (typeof import('../texts/en.ts').default)['audit']['finding'];

function Verified({ verification }: { readonly verification: AuditVerificationView }) {
  const { t, formats } = useTexts();
  const { intact, compared, findings, links, entries, waiting, erased } = verification;
  const numbers = { links, entries, waiting, erased };
  const shown = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, formats.number(value)]));
  return (
    <div className="notice">
      <Notice
        kind={intact ? 'success' : 'error'}
        role={intact ? 'status' : 'alert'}
        title={intact ? (compared ? t('audit.intactCompared') : t('audit.intact')) : t('audit.broken')}
      >
        {t('audit.verified', { links: '', entries: '', waiting: '', erased: '', ...shown })}
      </Notice>
      {findings.length > 0 && (
        <>
          <h3>{t('audit.findings')}</h3>
          <ol>
            {findings.map(({ kind, id, sequence }, at) => (
              <li key={at}>
                {t(`audit.finding.${kind as FindingKind}`, {
                  id: id ?? '',
                  sequence: sequence === undefined ? '–' : formats.number(sequence),
                })}
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
