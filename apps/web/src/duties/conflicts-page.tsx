import { useState } from 'react';
import { Button, Tag } from '@carbon/react';
import type { DutiesView, DutyPairState } from '@gaita/contracts';
import { listDuties, removePair } from '../api/duties.ts';
import { useResource } from '../api/use-resource.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { PageState } from '../shell/page-state.tsx';
import { InstitutionChoice } from '../people/institution-choice.tsx';
import { PeopleViews } from '../people/people-views.tsx';
import { useInstitution } from '../people/use-institution.ts';
import { Page } from '../shell/page.tsx';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { AddPairDialog } from './add-pair-dialog.tsx';
import { PairBites } from './pair-bites.tsx';
import { useDutyWords } from './use-conflict-words.ts';

/** Pairs of roles that must not meet in one person: where, why, and where they do now. */
export function ConflictsPage() {
  const { language } = useTexts();
  const institution = useInstitution();
  const duties = useResource(`duties ${institution} ${language}`, (signal) => listDuties(institution, signal), institution);
  return <PageState resource={duties}>{(view) => <Conflicts view={view} onChange={duties.reload} />}</PageState>;
}

function Conflicts({ view, onChange }: { readonly view: DutiesView; readonly onChange: () => void }) {
  const { t } = useTexts();
  const [adding, setAdding] = useState(false);
  const [error, setError] = useState<Error>();
  const remove = async (id: string) => {
    setError(undefined);
    try {
      await removePair(id);
      onChange();
    } catch (thrown) {
      setError(thrown as Error);
    }
  };
  const levels = (['hard', 'soft'] as const).map((level) => ({
    level,
    pairs: view.pairs.filter(({ pair }) => pair.level === level).sort((one, other) => bites(other) - bites(one)),
  }));
  return (
    <Page
      title={t('duties.title')}
      below={<p>{t('duties.intro')}</p>}
      actions={view.mayChange && <Button onClick={() => setAdding(true)}>{t('duties.add')}</Button>}
    >
      <PeopleViews />
      <div className="people-filter">
        <InstitutionChoice />
      </div>
      {error && <ErrorNotice error={error} />}
      {levels.map(({ level, pairs }) => (
        <section key={level} className="section" aria-labelledby={`duties-${level}`}>
          <h2 id={`duties-${level}`}>{t(level === 'hard' ? 'duties.hardPairs' : 'duties.softPairs')}</h2>
          <p>{t(level === 'hard' ? 'duties.hardMeans' : 'duties.softMeans')}</p>
          <ul className="duty-pairs">
            {pairs.map((state) => (
              <li key={state.pair.id}>
                <PairCard
                  state={state}
                  mayRemove={view.mayChange && state.pair.own}
                  onRemove={() => void remove(state.pair.id)}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {adding && (
        <AddPairDialog
          institution={view.institution}
          onClose={() => setAdding(false)}
          onAdded={() => {
            setAdding(false);
            onChange();
          }}
        />
      )}
    </Page>
  );
}

interface PairCardProps {
  readonly state: DutyPairState;
  readonly mayRemove: boolean;
  readonly onRemove: () => void;
}

function PairCard({ state, mayRemove, onRemove }: PairCardProps) {
  const { t, language } = useTexts();
  const roleName = useRoleNames();
  const { scope } = useDutyWords();
  const { pair } = state;
  const names = { a: roleName(pair.a), b: roleName(pair.b) };
  const reason = pair.reason[language];
  return (
    <article className="duty-pair" aria-labelledby={`pair-${pair.id}`}>
      <h3 id={`pair-${pair.id}`}>{t('duties.pair', names)}</h3>
      <p className="duty-pair__tags">
        <Tag type={pair.level === 'hard' ? 'red' : 'warm-gray'} size="md">
          {t(pair.level === 'hard' ? 'duties.hard' : 'duties.soft')}
        </Tag>
        <Tag type="cool-gray" size="md">
          {scope(pair.scope)}
        </Tag>
        {pair.own && (
          <Tag type="blue" size="md">
            {t('duties.own')}
          </Tag>
        )}
      </p>
      <p {...(reason === undefined && !pair.own && { lang: 'en' })}>{reason ?? pair.reason.en}</p>
      <PairBites state={state} />
      {mayRemove && (
        <Button kind="ghost" size="sm" onClick={onRemove} aria-label={t('duties.removeNamed', names)}>
          {t('duties.remove')}
        </Button>
      )}
    </article>
  );
}

const bites = ({ holders, tasks, blocked, reasons }: DutyPairState): number =>
  holders.length * 1000 + tasks.length * 100 + blocked + reasons;
