import { Button, Tag } from '@carbon/react';
import { Link } from 'react-router';
import type { CompetenceView, RegistryPersonView } from '@gaita/contracts';
import type { Column } from '../shell/row-table.tsx';
import { RowTable } from '../shell/row-table.tsx';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { ChangeButton, Deputy, RoleTerm } from './held-role.tsx';
import type { MatrixActions } from './matrix-actions.ts';
import { usePeopleAddress } from './use-institution.ts';
import { PersonDetails } from './person-details.tsx';

interface MatrixByPersonProps {
  readonly people: readonly RegistryPersonView[];
  readonly competences: readonly CompetenceView[];
  readonly actions: MatrixActions | undefined;
}

/** A row a person: posts apart from roles, who stands in, what is missing. Who has no role comes first. */
export function MatrixByPerson({ people, competences, actions }: MatrixByPersonProps) {
  const { t } = useTexts();
  const roleName = useRoleNames();
  const address = usePeopleAddress();
  const sorted = [...people].sort((a, b) => Number(a.roles.length > 0) - Number(b.roles.length > 0));
  const columns: Column<RegistryPersonView>[] = [
    {
      key: 'person',
      header: t('people.person'),
      render: ({ name, kind, organisation, absence }) => (
        <span className="people-role">
          <span className="rows__main">{name}</span>
          {kind === 'partner' && <Tag type="teal">{organisation ?? t('people.outside')}</Tag>}
          <Deputy absence={absence} />
        </span>
      ),
    },
    {
      key: 'posts',
      header: t('people.posts'),
      render: ({ posts }) => (posts.length === 0 ? '–' : posts.map(({ name }) => name).join(', ')),
    },
    {
      key: 'roles',
      header: t('people.roles'),
      render: ({ roles, name }) =>
        roles.length === 0 ? (
          <Tag type="red">{t('people.noRole')}</Tag>
        ) : (
          <ul className="people-holders">
            {roles.map((held) => (
              <li key={held.id}>
                <span className="people-holders__what">
                  <Link className="cds--link people-holders__name" to={address(`roles/${held.role}`)}>
                    {roleName(held.role)}
                  </Link>
                  <RoleTerm held={held} />
                </span>
                {actions && (
                  <ChangeButton
                    label={t('people.change.title', { role: roleName(held.role), name })}
                    onClick={() => actions.change(held)}
                  />
                )}
              </li>
            ))}
          </ul>
        ),
    },
    {
      key: 'gaps',
      header: t('people.gaps'),
      render: (person) => <PersonDetails person={person} competences={competences} onChange={actions?.reload} />,
    },
    ...(actions
      ? [
          {
            key: 'actions',
            header: t('people.actions'),
            actions: true,
            render: ({ account, name }: RegistryPersonView) => (
              <Button
                kind="tertiary"
                size="md"
                aria-label={t('people.assign.forPerson', { name })}
                onClick={() => actions.assign({ account })}
              >
                {t('people.assign.open')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return <RowTable label={t('people.by.person')} columns={columns} rows={sorted} rowKey={({ account }) => account} />;
}
