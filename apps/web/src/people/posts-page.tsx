import { useState } from 'react';
import { Button, Tag } from '@carbon/react';
import type { PostView, RegistryView, UnitView } from '@gaita/contracts';
import { readRegistry } from '../api/registry.ts';
import { useResource } from '../api/use-resource.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { Page } from '../shell/page.tsx';
import type { Column } from '../shell/row-table.tsx';
import { RowTable } from '../shell/row-table.tsx';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { EmployDialog, LeaveDialog, PostDialog, UnitDialog } from './post-dialogs.tsx';
import { InstitutionChoice } from './institution-choice.tsx';
import { PeopleViews } from './people-views.tsx';
import { useTermWords } from './term-words.ts';
import { useInstitution } from './use-institution.ts';

type Open =
  | { readonly kind: 'post'; readonly post?: PostView }
  | { readonly kind: 'unit'; readonly unit?: UnitView }
  | { readonly kind: 'employ'; readonly post: PostView }
  | { readonly kind: 'leave'; readonly post: PostView; readonly holder: PostView['holders'][number] };

/** Posts apart from roles, and the units of the institution. */
export function PostsPage() {
  const { t, language } = useTexts();
  const institution = useInstitution();
  const registry = useResource(`registry ${institution} ${language}`, (signal) => readRegistry(institution, signal));
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const done = () => {
    close();
    registry.reload();
  };
  const mayManage = registry.data?.may.manage === true;
  return (
    <Page
      title={t('people.views.posts')}
      below={t('people.post.lead')}
      actions={
        mayManage && (
          <>
            <Button size="md" onClick={() => setOpen({ kind: 'post' })}>
              {t('people.post.add')}
            </Button>
            <Button size="md" kind="tertiary" onClick={() => setOpen({ kind: 'unit' })}>
              {t('people.unitForm.add')}
            </Button>
          </>
        )
      }
    >
      <PeopleViews />
      <div className="people-filter">
        <InstitutionChoice />
      </div>
      <LoadState resource={registry}>
        {(data) => (
          <>
            <section className="section">
              <h2>{t('people.posts')}</h2>
              {data.posts.length === 0 ? <EmptyState title={t('people.post.none')} /> : <Posts registry={data} open={setOpen} />}
            </section>
            <section className="section">
              <h2>{t('people.units')}</h2>
              {data.units.length === 0 ? (
                <EmptyState title={t('people.unitForm.none')} />
              ) : (
                <Units units={data.units} mayManage={mayManage} open={setOpen} />
              )}
            </section>
          </>
        )}
      </LoadState>
      {open?.kind === 'post' && registry.data && (
        <PostDialog registry={registry.data} post={open.post} onDone={done} onClose={close} />
      )}
      {open?.kind === 'unit' && registry.data && (
        <UnitDialog registry={registry.data} unit={open.unit} onDone={done} onClose={close} />
      )}
      {open?.kind === 'leave' && <LeaveDialog post={open.post} holder={open.holder} onDone={done} onClose={close} />}
      {open?.kind === 'employ' && registry.data && (
        <EmployDialog registry={registry.data} post={open.post} onDone={done} onClose={close} />
      )}
    </Page>
  );
}

interface PostsProps {
  readonly registry: RegistryView;
  readonly open: (open: Open) => void;
}

function Posts({ registry, open }: PostsProps) {
  const { t } = useTexts();
  const roleName = useRoleNames();
  const termWords = useTermWords();
  const mayManage = registry.may.manage;
  const columns: Column<PostView>[] = [
    { key: 'post', header: t('people.post.name'), render: ({ name }) => <span className="rows__main">{name}</span> },
    { key: 'unit', header: t('people.unit'), render: ({ unitName }) => unitName ?? '–' },
    {
      key: 'roles',
      header: t('people.post.roles'),
      render: ({ roles }) => (roles.length === 0 ? '–' : roles.map(roleName).join(', ')),
    },
    {
      key: 'holders',
      header: t('people.post.holders'),
      render: (post) =>
        post.holders.length === 0 ? (
          <Tag type="gray">{t('people.post.vacant')}</Tag>
        ) : (
          <ul className="people-holders">
            {post.holders.map((holder) => (
              <li key={holder.id}>
                <span className="people-holders__what">
                  <span className="people-holders__name">{holder.name}</span>
                  {(holder.from !== undefined || holder.to !== undefined) && (
                    <span className="people-more">{termWords(holder)}</span>
                  )}
                  {holder.lacks.map((role) => (
                    <Tag key={role} size="sm" type="magenta">
                      {t('people.post.lacks', { role: roleName(role) })}
                    </Tag>
                  ))}
                </span>
                {mayManage && (
                  <Button
                    kind="ghost"
                    size="sm"
                    aria-label={t('people.post.leaveNamed', { name: holder.name })}
                    onClick={() => open({ kind: 'leave', post, holder })}
                  >
                    {t('people.post.leave')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        ),
    },
    ...(mayManage
      ? [
          {
            key: 'actions',
            header: t('people.actions'),
            actions: true,
            render: (post: PostView) => (
              <span className="people-buttons">
                <Button
                  kind="tertiary"
                  size="md"
                  aria-label={t('people.post.fillNamed', { post: post.name })}
                  onClick={() => open({ kind: 'employ', post })}
                >
                  {t('people.post.fill')}
                </Button>
                <Button
                  kind="ghost"
                  size="md"
                  aria-label={t('people.post.changeNamed', { post: post.name })}
                  onClick={() => open({ kind: 'post', post })}
                >
                  {t('people.change.open')}
                </Button>
              </span>
            ),
          },
        ]
      : []),
  ];
  return <RowTable label={t('people.posts')} columns={columns} rows={registry.posts} rowKey={({ id }) => id} />;
}

interface UnitsProps {
  readonly units: readonly UnitView[];
  readonly mayManage: boolean;
  readonly open: (open: Open) => void;
}

function Units({ units, mayManage, open }: UnitsProps) {
  const { t } = useTexts();
  return (
    <ul className="people-units">
      {units.map((unit) => (
        <li key={unit.id} style={{ paddingInlineStart: `${unit.depth * 1.5}rem` }}>
          <span>{unit.name}</span>
          {!unit.active && <Tag type="gray">{t('people.unitForm.closed')}</Tag>}
          {mayManage && (
            <Button
              kind="ghost"
              size="sm"
              aria-label={t('people.unitForm.changeNamed', { unit: unit.name })}
              onClick={() => open({ kind: 'unit', unit })}
            >
              {t('people.change.open')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
