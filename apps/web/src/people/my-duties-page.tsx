import { useState } from 'react';
import { Button, Tag } from '@carbon/react';
import { Link } from 'react-router';
import type { AbsenceView, MyDutiesView } from '@gaita/contracts';
import { acknowledgeDuties, readAbsences, readMyDuties } from '../api/registry.ts';
import { useResource } from '../api/use-resource.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { Page } from '../shell/page.tsx';
import { useRoleNames } from '../sign-in/role-names.ts';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { AbsenceDialog } from './absence-dialog.tsx';
import { AbsenceTable } from './absence-table.tsx';
import { RoleTerm } from './held-role.tsx';
import { PeopleViews } from './people-views.tsx';
import { RoleTasks } from './role-tasks.tsx';
import { usePeopleAddress } from './use-institution.ts';

/** Everybody's own page: my roles and whether I know them, my tasks by process, whom I stand in for, my absences. */
export function MyDutiesPage() {
  const { t, language } = useTexts();
  const { standsInFor, roles } = usePerson();
  // Who stands in for whom changes with the session; what is shown follows it.
  const duties = useResource(
    `my duties ${language} ${standsInFor.length} ${roles.length}`,
    (signal) => readMyDuties(signal),
    'my duties',
  );
  return (
    <Page title={t('people.views.me')}>
      <PeopleViews />
      <LoadState resource={duties}>{(data) => <Duties duties={data} reload={duties.reload} />}</LoadState>
    </Page>
  );
}

function Duties({ duties, reload }: { readonly duties: MyDutiesView; readonly reload: () => void }) {
  const { t } = useTexts();
  const { posts, gaps, competences } = duties;
  return (
    <div className="columns">
      <div>
        <section className="section">
          <h2>{t('people.myRoles')}</h2>
          {duties.roles.length === 0 && (
            <EmptyState title={t('people.noRoleYet')}>
              <p>{t('people.noRoleHint')}</p>
            </EmptyState>
          )}
          {duties.roles.map((held) => (
            <MyRole key={held.id} held={held} onChange={reload} />
          ))}
        </section>
      </div>
      <div>
        <StandsIn duties={duties} />
        <MyAbsences duties={duties} onChange={reload} />
        {posts.length > 0 && (
          <section className="section">
            <h2>{t('people.myPosts')}</h2>
            <ul className="people-lines">
              {posts.map(({ id, name, unitName }) => (
                <li key={id}>{unitName === undefined ? name : `${name} · ${unitName}`}</li>
              ))}
            </ul>
          </section>
        )}
        <section className="section">
          <h2>{t('people.competences.title')}</h2>
          <div className="people-role">
            {competences.length === 0 && <span className="hint">{t('people.competences.noneRecorded')}</span>}
            {competences.map(({ key, name }) => (
              <Tag key={key} type="cool-gray">
                {name}
              </Tag>
            ))}
          </div>
          {gaps.length > 0 && (
            <>
              <p>{t('people.competences.missing')}</p>
              <div className="people-role">
                {[...new Map(gaps.map(({ competence }) => [competence.key, competence])).values()].map(({ key, name }) => (
                  <Tag key={key} type="magenta">
                    {name}
                  </Tag>
                ))}
              </div>
            </>
          )}
        </section>
      </div>
    </div>
  );
}

function MyRole({ held, onChange }: { readonly held: MyDutiesView['roles'][number]; readonly onChange: () => void }) {
  const { t } = useTexts();
  const roleName = useRoleNames();
  const address = usePeopleAddress();
  const [error, setError] = useState<Error>();
  const { role, institution, description, acknowledged, tasks, competences, state } = held;
  const isKnown = acknowledged === description.version;
  const acknowledge = async () => {
    setError(undefined);
    try {
      await acknowledgeDuties(role, institution, description.version);
      onChange();
    } catch (refused) {
      setError(refused as Error);
    }
  };
  return (
    <article className="people-duty">
      <h3>
        <Link className="cds--link" to={address(`roles/${role}`, institution)}>
          {roleName(role)}
        </Link>
      </h3>
      <p className="people-role">
        <RoleTerm held={held} />
        {description.empty.length > 0 && <Tag type="red">{t('people.partsEmpty', { count: description.empty.length })}</Tag>}
      </p>
      {error && <ErrorNotice error={error} focus />}
      {state === 'now' && (
        <div className="people-role people-duty__known">
          {isKnown ? (
            <Tag type="green">{t('people.acknowledge.known', { version: description.version })}</Tag>
          ) : (
            <>
              <Tag type="red">
                {acknowledged === undefined ? t('people.acknowledge.missing') : t('people.acknowledge.newVersion')}
              </Tag>
              <Button size="sm" kind="tertiary" onClick={() => void acknowledge()}>
                {t('people.acknowledge.submit')}
              </Button>
            </>
          )}
        </div>
      )}
      {competences.length > 0 && (
        <>
          <h4>{t('people.competences.required')}</h4>
          <ul className="people-lines">
            {competences.map(({ key, name, held: isHeld }) => (
              <li key={key}>
                {name}{' '}
                <Tag type={isHeld ? 'green' : 'magenta'}>
                  {isHeld ? t('people.competences.held') : t('people.competences.notHeld')}
                </Tag>
              </li>
            ))}
          </ul>
        </>
      )}
      <h4>{t('people.myTasks')}</h4>
      <RoleTasks tasks={tasks} />
    </article>
  );
}

function StandsIn({ duties: { standsInFor } }: { readonly duties: MyDutiesView }) {
  const { t, formats } = useTexts();
  const roleName = useRoleNames();
  return (
    <section className="section">
      <h2>{t('people.standsInFor')}</h2>
      {standsInFor.length === 0 ? (
        <p className="hint">{t('people.standsInForNobody')}</p>
      ) : (
        <ul className="people-lines">
          {standsInFor.map(({ account, name, until, roles }) => (
            <li key={account}>
              <strong>{name}</strong> · {t('people.until', { date: formats.day(until) })}
              <br />
              {roles.map(roleName).join(', ')}{' '}
              <Link className="cds--link" to="/work?view=substitute">
                {t('people.theirTasks')}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function MyAbsences({ duties, onChange }: { readonly duties: MyDutiesView; readonly onChange: () => void }) {
  const { t, language } = useTexts();
  const [open, setOpen] = useState<{ absence?: AbsenceView }>();
  const { roles } = usePerson();
  const isOutside = roles.every(({ role }) => role === 'partner');
  // Who may stand in is needed only in the dialog; somebody from outside names nobody.
  const absences = useResource(`my absences ${duties.institution} ${language} ${open !== undefined}`, (signal) =>
    isOutside || !open ? none : readAbsences(duties.institution, signal),
  );
  return (
    <section className="section">
      <h2>{t('people.myAbsences')}</h2>
      {duties.absences.length === 0 ? (
        <p className="hint">{t('people.absence.mineNone')}</p>
      ) : (
        <AbsenceTable
          label={t('people.myAbsences')}
          absences={duties.absences}
          withName={false}
          onChange={(absence) => setOpen({ absence })}
        />
      )}
      <Button size="md" kind="tertiary" onClick={() => setOpen({})}>
        {t('people.absence.submit')}
      </Button>
      {open && absences.error && <ErrorNotice error={absences.error} onRetry={absences.reload} />}
      {open && absences.data && (
        <AbsenceDialog
          own
          absences={absences.data}
          institution={duties.institution}
          absence={open.absence}
          onClose={() => setOpen(undefined)}
          onDone={() => {
            setOpen(undefined);
            onChange();
          }}
        />
      )}
    </section>
  );
}

const none = Promise.resolve({ items: [], may: { announceFor: [] }, colleagues: [] });
