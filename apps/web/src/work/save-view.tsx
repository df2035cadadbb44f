import { useId, useLayoutEffect, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { Button } from '@carbon/react';
import { inboxViews, roleKeys } from '@gaita/contracts';
import type { RoleKey, SavedView, SaveViewRequest } from '@gaita/contracts';
import { countInbox, deleteView, saveView } from '../api/inbox.ts';
import { useFocusBack } from '../shell/focus-back.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useRoleNames } from '../sign-in/role-names.ts';
import { usePerson } from '../sign-in/session.tsx';
import { useEdit } from '../shell/use-edit.tsx';
import { useCheck } from '../shell/use-check.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import type { ShownAddress } from './list-address.ts';

interface SaveViewProps {
  readonly address: ShownAddress;
  readonly shownColumns: readonly string[];
  /** The saved view that is open. */
  readonly saved?: SavedView;
  readonly onSaved: (view: SavedView) => void;
  /** @param kept what saves it again */
  readonly onDeleted: (kept: SaveViewRequest) => void;
  readonly onClose: () => void;
}

/** Keeps what is shown as a view, for oneself or with others. One's own open view is changed, another's saved as one's own. */
export function SaveView({ address, shownColumns, saved, onSaved, onDeleted, onClose }: SaveViewProps) {
  const { t } = useTexts();
  const person = usePerson();
  const roleName = useRoleNames();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const own = saved?.isOwn ? saved : undefined;
  const { q, process, due, sort } = address;
  const edit = useEdit({
    row: own,
    read: fieldsOf,
    first: { name: saved?.name ?? '', shared: sharingOf(saved), q, process, due, sort },
    again: async () => (await countInbox()).saved.find((each) => each.id === own?.id),
    fields: [
      [t('inbox.viewName'), (view) => view.name],
      [t('inbox.sharedWith'), (view) => sharing(view.shared)],
      [t('inbox.q'), (view) => view.q],
      [t('task.process'), (view) => view.process],
      [t('task.due'), (view) => (isDue(view.due) ? t(`inbox.${view.due}`) : '')],
    ],
  });
  const { name, shared } = edit.given;
  const [refused, setRefused] = useState<Error>();
  useFocusBack();
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const check = useCheck([{ id: `${id}-name`, label: t('inbox.viewName'), value: name }]);
  const sharing = (chosen: string): string => {
    const [institution, role] = chosen.split(' ');
    const where = person.institutions.find((each) => each.id === institution)?.name;
    if (where === undefined) return t('inbox.onlyMe');
    return `${where}: ${role === undefined ? t('inbox.everybody') : roleName(role)}`;
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setRefused(undefined);
    if (!check.passes()) return;
    try {
      onSaved(await saveView(requestOf({ view: address.view, given: edit.given, shownColumns, saved, own: edit.base }), own?.id));
    } catch (error) {
      if (!(await edit.refused(error))) setRefused(error as Error);
    }
  };
  const remove = async () => {
    if (!own) return;
    try {
      await deleteView(own.id);
      const { name: before, view, q, process, due, sort, cols, sharedWith } = own;
      const sharing = sharedWith as SaveViewRequest['sharedWith'];
      onDeleted({ name: before, view, q, process, due, sort, cols, sharedWith: sharing });
    } catch (error) {
      setRefused(error as Error);
    }
  };

  return (
    <dialog ref={dialog} className="sheet" aria-labelledby={`${id}-title`} onClose={onClose}>
      <form className="save-view" noValidate onSubmit={(event) => void submit(event)}>
        <h2 id={`${id}-title`}>{own ? t('inbox.changeView') : t('inbox.saveView')}</h2>
        {refused && <ErrorNotice error={refused} focus />}
        {edit.note}
        {check.summary}
        <label htmlFor={`${id}-name`}>{t('inbox.viewName')}</label>
        <input
          id={`${id}-name`}
          className="cds--text-input"
          aria-required
          aria-invalid={check.said(`${id}-name`).invalid}
          maxLength={100}
          value={name}
          onChange={(event) => edit.set({ name: event.target.value })}
        />
        <label htmlFor={`${id}-shared`}>{t('inbox.sharedWith')}</label>
        <select
          id={`${id}-shared`}
          className="inbox-filter__select"
          value={shared}
          onChange={(event) => edit.set({ shared: event.target.value })}
        >
          <option value="">{t('inbox.onlyMe')}</option>
          {person.institutions.map((institution) => (
            <optgroup key={institution.id} label={institution.name}>
              <option value={institution.id}>{t('inbox.everybody')}</option>
              {roleKeys.map((role) => (
                <option key={role} value={`${institution.id} ${role}`}>
                  {roleName(role)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <p className="hint">{t('inbox.sharingHint')}</p>
        <div className="save-view__actions">
          <Button type="submit" size="md" disabled={edit.waits}>
            {own ? t('inbox.saveChanges') : t('inbox.save')}
          </Button>
          {own && (
            <Button kind="danger--tertiary" size="md" onClick={() => void remove()}>
              {t('inbox.deleteView')}
            </Button>
          )}
          <Button kind="ghost" size="md" onClick={() => dialog.current?.close()}>
            {t('action.cancel')}
          </Button>
        </div>
      </form>
    </dialog>
  );
}

const sharingOf = (view: SavedView | undefined): string =>
  view?.isOwn && view.sharedWith
    ? [view.sharedWith.institution, ...(view.sharedWith.role === undefined ? [] : [view.sharedWith.role])].join(' ')
    : '';

const fieldsOf = (view: SavedView | undefined) => ({
  name: view?.name ?? '',
  shared: sharingOf(view),
  q: view?.q ?? '',
  process: view?.process ?? '',
  due: (view?.due ?? '') as string,
  sort: view?.sort ?? '',
});

const isDue = (due: string): due is NonNullable<SaveViewRequest['due']> => ['late', 'today', 'week'].includes(due);

interface Chosen extends Pick<SaveViewProps, 'shownColumns' | 'saved'> {
  readonly view: string;
  readonly given: ReturnType<typeof fieldsOf>;
  readonly own: SavedView | undefined;
}

function requestOf({ view: shown, given, shownColumns, saved, own }: Chosen): SaveViewRequest {
  const { name, shared, q, process, due, sort } = given;
  const [institution = '', role] = shared.split(' ');
  const view = saved?.view ?? inboxViews.find((each) => each === shown) ?? 'mine';
  return {
    name,
    view,
    ...(q && { q }),
    ...(process && { process }),
    ...(isDue(due) && { due }),
    ...(sort && { sort }),
    cols: [...shownColumns],
    ...(shared !== '' && { sharedWith: { institution, ...(role !== undefined && { role: role as RoleKey }) } }),
    ...(own && { revision: own.revision }),
  };
}
