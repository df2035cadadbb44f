import { CheckmarkFilled, WarningAltFilled } from '@carbon/icons-react';
import { Link } from 'react-router';
import type { AlignmentFinding, AlignmentView } from '@gaita/contracts';
import { readAlignment } from '../api/registry.ts';
import { useResource } from '../api/use-resource.ts';
import { LoadState } from '../shell/load-state.tsx';
import { Page } from '../shell/page.tsx';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { InstitutionChoice } from './institution-choice.tsx';
import { PeopleViews } from './people-views.tsx';
import { RoleTasks } from './role-tasks.tsx';
import { useInstitution, usePeopleAddress } from './use-institution.ts';

type Check = AlignmentView['checks'][number];

/** Each threat of unaligned roles as a live check: red with what it found, else green. What is red comes first. */
export function AlignmentPage() {
  const { t, language, formats } = useTexts();
  const institution = useInstitution();
  const alignment = useResource(`alignment ${institution} ${language}`, (signal) => readAlignment(institution, signal));
  return (
    <Page title={t('people.views.alignment')} below={t('people.alignment.lead')}>
      <PeopleViews />
      <div className="people-filter">
        <InstitutionChoice />
      </div>
      <LoadState resource={alignment}>
        {({ checks, checkedAt }) => (
          <>
            <p className="hint">{t('people.alignment.checkedAt', { when: formats.moment(checkedAt) })}</p>
            <ul className="people-checks-list">
              {[...checks]
                .sort((a, b) => Number(b.findings.length > 0) - Number(a.findings.length > 0))
                .map((check) => (
                  <CheckItem key={check.check} check={check} />
                ))}
            </ul>
          </>
        )}
      </LoadState>
    </Page>
  );
}

function CheckItem({ check: { check, findings } }: { readonly check: Check }) {
  const { t } = useTexts();
  const isRed = findings.length > 0;
  return (
    <li className={isRed ? 'people-check people-check--red' : 'people-check'}>
      <div className="people-check__head">
        {isRed ? <WarningAltFilled size={20} aria-hidden /> : <CheckmarkFilled size={20} aria-hidden />}
        <h2>{t(`people.check.${check}.title`)}</h2>
        <span className="people-check__state">
          {isRed ? t('people.alignment.found', { count: findings.length }) : t('people.alignment.fine')}
        </span>
      </div>
      <p className="hint">{t(`people.check.${check}.why`)}</p>
      {isRed && (
        <ul className="people-lines">
          {findings.map((finding, index) => (
            <li key={index}>
              <Finding check={check} finding={finding} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Finding({ check, finding }: { readonly check: Check['check']; readonly finding: AlignmentFinding }) {
  const { t, formats } = useTexts();
  const roleName = useRoleNames();
  const address = usePeopleAddress();
  const { role, otherRole, name = '', tasks, count = 0, competence = '', parts = [], reason, until } = finding;
  const roleLink = role !== undefined && (
    <Link className="cds--link" to={address(`roles/${role}`)}>
      {roleName(role)}
    </Link>
  );
  switch (check) {
    case 'role-unfilled':
      return (
        <>
          {roleLink}
          <RoleTasks tasks={tasks ?? []} />
        </>
      );
    case 'roles-incompatible':
      return (
        <>
          <strong>{name}</strong>: {roleLink} – {otherRole !== undefined && roleName(otherRole)}. {reason}
        </>
      );
    case 'tasks-overdue':
      return (
        <>
          {roleLink}: {t('people.alignment.overdue', { count })}
        </>
      );
    case 'duties-unacknowledged':
      return (
        <>
          <strong>{name}</strong>: {roleLink}
        </>
      );
    case 'person-without-duty':
      return <strong>{name}</strong>;
    case 'no-hand-over':
      return (
        <>
          <strong>{name}</strong>: {until !== undefined && t('people.until', { date: formats.day(until) })} ·{' '}
          <Link className="cds--link" to={address('substitutes')}>
            {t('people.alignment.nameOne')}
          </Link>
        </>
      );
    case 'competence-gap':
      return (
        <>
          <strong>{name}</strong>: {competence} ({roleLink})
        </>
      );
    case 'description-empty':
      return (
        <>
          {roleLink}: {parts.map((part) => t(`people.part.${part}`)).join(', ')}
        </>
      );
  }
}
