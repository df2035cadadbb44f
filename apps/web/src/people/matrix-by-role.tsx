import { Button, Tag } from '@carbon/react';
import { Link } from 'react-router';
import type { RegistryPersonView } from '@gaita/contracts';
import type { Column } from '../shell/row-table.tsx';
import { RowTable } from '../shell/row-table.tsx';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { ChangeButton, Deputy, RoleTerm } from './held-role.tsx';
import type { MatrixActions } from './matrix-actions.ts';
import { usePeopleAddress } from './use-institution.ts';

interface RoleRow {
  readonly role: string;
  readonly tasks: number;
  readonly holders: readonly RegistryPersonView[];
}

/** A row a role: who holds it, on which days, who stands in. */
export function MatrixByRole({
  roles,
  actions,
}: {
  readonly roles: readonly RoleRow[];
  readonly actions: MatrixActions | undefined;
}) {
  const { t } = useTexts();
  const roleName = useRoleNames();
  const address = usePeopleAddress();
  const columns: Column<RoleRow>[] = [
    {
      key: 'role',
      header: t('people.role'),
      render: ({ role, tasks, holders }) => (
        <span className="people-role">
          <Link className="cds--link rows__main" to={address(`roles/${role}`)}>
            {roleName(role)}
          </Link>
          {holders.length === 0 && (
            <Tag size="md" type={tasks > 0 ? 'red' : 'gray'}>
              {tasks > 0 ? t('people.unfilled', { count: tasks }) : t('people.unused')}
            </Tag>
          )}
        </span>
      ),
    },
    {
      key: 'holders',
      header: t('people.holders'),
      render: ({ role, holders }) =>
        holders.length === 0 ? (
          '–'
        ) : (
          <ul className="people-holders">
            {holders.flatMap((person) =>
              person.roles
                .filter((held) => held.role === role)
                .map((held) => (
                  <li key={held.id}>
                    <span className="people-holders__what">
                      <span className="people-holders__name">{person.name}</span>
                      <RoleTerm held={held} />
                      <Deputy absence={person.absence} />
                    </span>
                    {actions && (
                      <ChangeButton
                        label={t('people.change.title', { role: roleName(role), name: person.name })}
                        onClick={() => actions.change(held)}
                      />
                    )}
                  </li>
                )),
            )}
          </ul>
        ),
    },
    ...(actions
      ? [
          {
            key: 'actions',
            header: t('people.actions'),
            actions: true,
            render: ({ role }: RoleRow) => (
              <Button
                kind="tertiary"
                size="md"
                aria-label={t('people.assign.named', { role: roleName(role) })}
                onClick={() => actions.assign({ role })}
              >
                {t('people.assign.open')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return <RowTable label={t('people.views.matrix')} columns={columns} rows={roles} rowKey={({ role }) => role} />;
}
