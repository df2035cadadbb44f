import { useState } from 'react';
import { Button, TextInput } from '@carbon/react';
import { Link, useSearchParams } from 'react-router';
import type { AssignmentView, RegistryView } from '@gaita/contracts';
import { fold, roleKeys } from '@gaita/contracts';
import { readRegistry } from '../api/registry.ts';
import { useResource } from '../api/use-resource.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { Page } from '../shell/page.tsx';
import { useIsPhone } from '../shell/use-is-phone.ts';
import { useTyped } from '../shell/use-typed.ts';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { ChangeRoleDialog } from './change-role-dialog.tsx';
import type { MatrixActions } from './matrix-actions.ts';
import { InstitutionChoice } from './institution-choice.tsx';
import { MatrixByPerson } from './matrix-by-person.tsx';
import { MatrixByRole } from './matrix-by-role.tsx';
import { PeopleViews } from './people-views.tsx';
import { useInstitution, usePeopleAddress } from './use-institution.ts';

/** Who holds which role, until when, and who stands in: gaps first. A phone lists people. */
export function MatrixPage() {
  const { t, language } = useTexts();
  const institution = useInstitution();
  const [search, setSearch] = useSearchParams();
  const isPhone = useIsPhone();
  const by = search.get('by') ?? (isPhone ? 'person' : 'role');
  const words = search.get('q') ?? '';
  const registry = useResource(`registry ${institution} ${language}`, (signal) => readRegistry(institution, signal));
  const [assigning, setAssigning] = useState<{ role?: string; account?: string }>();
  const [changing, setChanging] = useState<AssignmentView>();
  const set = (name: string, value: string) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  const done = () => {
    setAssigning(undefined);
    setChanging(undefined);
    registry.reload();
  };
  const [typed, setTyped] = useTyped(words, (q) => set('q', q));
  const mayManage = registry.data?.may.manage === true;
  const actions: MatrixActions | undefined = mayManage
    ? { assign: setAssigning, change: setChanging, reload: registry.reload }
    : undefined;
  return (
    <Page
      title={t('people.views.matrix')}
      actions={
        mayManage && (
          <Button size="md" onClick={() => setAssigning({})}>
            {t('people.assign.open')}
          </Button>
        )
      }
    >
      <PeopleViews />
      <div className="people-filter">
        <InstitutionChoice />
        <TextInput
          id="people-search"
          labelText={t('people.search')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <div className="people-filter__by" role="group" aria-label={t('people.by.label')}>
          {(['role', 'person'] as const).map((each) => (
            <Button
              key={each}
              kind={by === each ? 'secondary' : 'tertiary'}
              size="md"
              aria-pressed={by === each}
              onClick={() => set('by', each)}
            >
              {t(`people.by.${each}`)}
            </Button>
          ))}
        </div>
      </div>
      <LoadState resource={registry}>
        {(data) => <Matrix registry={data} by={by} words={words} actions={actions} clear={() => set('q', '')} />}
      </LoadState>
      {assigning && registry.data && (
        <AssignDialog registry={registry.data} {...assigning} onDone={done} onClose={() => setAssigning(undefined)} />
      )}
      {changing && registry.data && (
        <ChangeRoleDialog
          assignment={changing}
          name={registry.data.people.find(({ account }) => account === changing.account)?.name ?? changing.account}
          onDone={done}
          onClose={() => setChanging(undefined)}
        />
      )}
    </Page>
  );
}

interface MatrixProps {
  readonly registry: RegistryView;
  readonly by: string;
  readonly words: string;
  readonly actions: MatrixActions | undefined;
  readonly clear: () => void;
}

function Matrix({ registry, by, words, actions, clear }: MatrixProps) {
  const { t, formats } = useTexts();
  const roleName = useRoleNames();
  const address = usePeopleAddress();
  const wanted = fold(words);
  const says = (...texts: readonly string[]): boolean => wanted === '' || texts.some((text) => fold(text).includes(wanted));
  const people = registry.people.filter(({ name, roles }) => says(name, ...roles.map(({ role }) => roleName(role))));
  const holdersOf = (role: string) => registry.people.filter(({ roles }) => roles.some((held) => held.role === role));
  const roles = roleKeys
    .filter((role) => says(roleName(role), ...holdersOf(role).map(({ name }) => name)))
    .map((role) => ({
      role,
      tasks: registry.roles.find((each) => each.role === role)?.tasks ?? 0,
      holders: holdersOf(role),
    }))
    .sort((a, b) => gap(b) - gap(a) || formats.compare(roleName(a.role), roleName(b.role)));
  if ((by === 'person' ? people : roles).length === 0)
    return (
      <EmptyState title={t('people.nothingFound')}>
        <Button kind="ghost" size="md" onClick={clear}>
          {t('people.clearSearch')}
        </Button>
      </EmptyState>
    );
  return (
    <>
      {by === 'person' ? (
        <MatrixByPerson people={people} competences={registry.competences} actions={actions} />
      ) : (
        <MatrixByRole roles={roles} actions={actions} />
      )}
      <p className="hint">
        <Link className="cds--link" to={address('posts')}>
          {t('people.postsApart')}
        </Link>
      </p>
    </>
  );
}

/** A role that is used and that nobody holds comes before one that nobody uses. */
const gap = ({ tasks, holders }: { tasks: number; holders: readonly { roles: readonly AssignmentView[] }[] }): number =>
  holders.length > 0 ? 0 : tasks > 0 ? 2 : 1;
