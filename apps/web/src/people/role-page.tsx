import { useState } from 'react';
import { Button, Tag } from '@carbon/react';
import { Link, useParams, useSearchParams } from 'react-router';
import type { RolePageView } from '@gaita/contracts';
import { acknowledgeDuties, readRole } from '../api/registry.ts';
import { useResource } from '../api/use-resource.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { Page } from '../shell/page.tsx';
import { PageState } from '../shell/page-state.tsx';
import { RowTable } from '../shell/row-table.tsx';
import { useRoleNames } from '../sign-in/role-names.ts';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { DescriptionForm } from './description-form.tsx';
import { DescriptionParts } from './description-parts.tsx';
import { RoleTerm } from './held-role.tsx';
import { RoleCompetences } from './role-competences.tsx';
import { RoleTasks } from './role-tasks.tsx';
import { useInstitution, usePeopleAddress } from './use-institution.ts';

/** What a role is: its four parts by version, its tasks in live processes, who holds it and knows it. Printed on A4. */
export function RolePage() {
  const { language } = useTexts();
  const { role = '' } = useParams();
  const institution = useInstitution();
  const [search] = useSearchParams();
  const version = Number(search.get('version')) || undefined;
  const subject = `role ${role} ${institution} ${version}`;
  const page = useResource(`${subject} ${language}`, (signal) => readRole(role, institution, version, signal), subject);
  return <PageState resource={page}>{(data) => <Role page={data} reload={page.reload} />}</PageState>;
}

function Role({ page, reload }: { readonly page: RolePageView; readonly reload: () => void }) {
  const { t, formats } = useTexts();
  const { institutions } = usePerson();
  const roleName = useRoleNames();
  const address = usePeopleAddress();
  const [editing, setEditing] = useState(false);
  const [error, setError] = useState<Error>();
  const { role, institution, description, may } = page;
  const institutionName = institutions.find(({ id }) => id === institution)?.name;
  const isLatest = description.version === description.latest;
  const own = page.holders.filter(({ state }) => state === 'now');
  const acknowledge = async () => {
    setError(undefined);
    try {
      await acknowledgeDuties(role, institution, description.version);
    } catch (refused) {
      setError(refused as Error);
    }
    reload();
  };
  return (
    <Page
      title={roleName(role)}
      above={
        <Link className="cds--link" to={address('matrix', institution)}>
          {t('people.views.matrix')}
        </Link>
      }
      below={
        <>
          {t('people.description.version', { version: description.version })}
          {description.shipped && ` · ${t('people.description.shipped')}`}
          {!isLatest && ` · ${t('people.description.old', { latest: description.latest })}`}
        </>
      }
      actions={
        !editing && (
          <>
            {may.acknowledge && isLatest && (
              <Button size="md" onClick={() => void acknowledge()}>
                {t('people.acknowledge.submit')}
              </Button>
            )}
            {may.edit && isLatest && (
              <Button size="md" kind="secondary" onClick={() => setEditing(true)}>
                {t('people.description.edit')}
              </Button>
            )}
            <Button size="md" kind="tertiary" onClick={() => window.print()}>
              {t('people.print')}
            </Button>
          </>
        )
      }
    >
      <p className="people-paper">
        {institutionName} · {formats.date(new Date().toISOString())}
      </p>
      {error && <ErrorNotice error={error} focus />}
      <UncheckedNote languages={description.unchecked} />
      {editing ? (
        <DescriptionForm
          page={page}
          onCancel={() => setEditing(false)}
          onSaved={() => {
            setEditing(false);
            reload();
          }}
        />
      ) : (
        <div className="columns people-columns">
          <DescriptionParts texts={description.texts} />
          <div>
            <section className="section">
              <h2>{t('people.competences.required')}</h2>
              <RoleCompetences page={page} onChange={reload} />
            </section>
            <section className="section">
              <h2>{t('people.tasksOfRole')}</h2>
              <RoleTasks tasks={page.tasks} />
            </section>
          </div>
        </div>
      )}
      <section className="section">
        <h2>{t('people.holders')}</h2>
        {own.length === 0 ? <p className="hint">{t('people.nobodyHolds')}</p> : <Holders page={page} />}
      </section>
      <section className="section people-versions">
        <h2>{t('people.description.history')}</h2>
        <Versions page={page} />
      </section>
    </Page>
  );
}

/** Texts that no native speaker has read are marked for who reads them. */
function UncheckedNote({ languages }: { readonly languages: readonly string[] }) {
  const { t, language } = useTexts();
  return languages.includes(language) ? <p className="hint people-unchecked">{t('people.unchecked')}</p> : null;
}

function Holders({ page: { holders, description } }: { readonly page: RolePageView }) {
  const { t, formats } = useTexts();
  return (
    <RowTable
      label={t('people.holders')}
      rows={holders.filter(({ state }) => state !== 'past')}
      rowKey={({ id }) => id}
      columns={[
        { key: 'name', header: t('people.person'), render: ({ name }) => <span className="rows__main">{name}</span> },
        {
          key: 'term',
          header: t('people.term'),
          render: (held) => (
            <span className="people-role">
              <RoleTerm held={held} />
              {held.from === undefined && held.to === undefined && held.unit === undefined && t('people.always')}
            </span>
          ),
        },
        {
          key: 'acknowledged',
          header: t('people.acknowledge.title'),
          render: ({ acknowledged, acknowledgedAt }) =>
            acknowledged === description.latest && acknowledgedAt !== undefined ? (
              t('people.acknowledge.done', { date: formats.date(acknowledgedAt) })
            ) : (
              <Tag type="red">
                {acknowledged === undefined
                  ? t('people.acknowledge.missing')
                  : t('people.acknowledge.old', { version: acknowledged })}
              </Tag>
            ),
        },
      ]}
    />
  );
}

function Versions({ page: { role, institution, versions, description } }: { readonly page: RolePageView }) {
  const { t, formats } = useTexts();
  const address = usePeopleAddress();
  return (
    <ol className="people-history">
      {versions.map(({ version, byName, at, note }) => (
        <li key={version}>
          <Link
            className="cds--link"
            to={address(`roles/${role}`, institution, version)}
            aria-current={version === description.version ? 'true' : undefined}
          >
            {t('people.description.version', { version })}
          </Link>
          {byName !== undefined && at !== undefined
            ? ` · ${byName} · ${formats.moment(at)}`
            : ` · ${t('people.description.shipped')}`}
          {note !== undefined && ` · ${note}`}
        </li>
      ))}
    </ol>
  );
}
