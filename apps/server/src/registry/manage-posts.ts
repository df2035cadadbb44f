import { Injectable } from '@nestjs/common';
import type { AddPostHolderRequest, AddPostRequest, ChangePostRequest, IdAnswer, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { personTable, unitTable } from '../identity/index.ts';
import type { Command, Guard } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { ownGuard } from './assign-role.ts';
import { manages, notManaging } from './registry-rights.ts';
import { RegistryTools } from './registry-tools.ts';
import type { PostRow } from './tables.ts';
import { postHolderTable, postTable } from './tables.ts';
import { overlaps, termOf } from './terms.ts';

/** Posts and who is employed in them. They give no rights: a role is given apart, and may go with several posts. */
@Injectable()
export class ManagePosts {
  constructor(private readonly tools: RegistryTools) {}

  /** Rejections: `not-allowed`, `not-found` (unit). */
  add(command: Command, actor: Actor, { institution = actor.institution, names, unit, roles }: AddPostRequest) {
    return this.tools.committer.run<IdAnswer>(command, async () => {
      if (!manages(actor, institution, unit)) return notManaging(institution);
      const refused = await this.refuseUnit(institution, unit);
      if (refused) return refused;
      const id = this.tools.id();
      const changes = new RowChanges();
      this.tools.record(changes, actor, institution, 'post-added', { type: 'post', id }, { names });
      changes.insert(postTable, { id, institution, unit, names, roles, active: true, revision: 1 });
      return planOf(command, actor, changes, { id });
    });
  }

  /** Rejections: `not-allowed`, `not-found`, `version-conflict`. */
  change(command: Command, actor: Actor, id: string, { names, unit, roles, revision }: ChangePostRequest) {
    return this.tools.committer.run<IdAnswer>(command, async () => {
      const post = await this.find(actor, id);
      if (isRejection(post)) return post;
      if (post.revision !== revision) return this.tools.changedMeanwhile('The post', { type: 'post', id }, ['post-changed']);
      const refused = await this.refuseUnit(post.institution, unit);
      if (refused) return refused;
      const changes = new RowChanges();
      this.tools.record(changes, actor, post.institution, 'post-changed', { type: 'post', id }, { names });
      const guard = changes.revise(postTable, post, { names, unit, roles });
      return planOf(command, actor, changes, { id }, [guard]);
    });
  }

  /** Rejections: `not-allowed`, `not-found`, `invalid-request`, `version-conflict` (employed there already). */
  employ(command: Command, actor: Actor, postId: string, request: AddPostHolderRequest) {
    return this.tools.committer.run<IdAnswer>(command, async () => {
      const post = await this.find(actor, postId);
      if (isRejection(post)) return post;
      const person = await this.tools.reader.findOne(personTable, 'account = ? AND active = ?', [request.account, true]);
      if (!person || person.kind === 'partner')
        return rejected('not-found', `Nobody of ${post.institution} has the account ${request.account}.`);
      const term = termOf(await this.tools.calendarOf(post.institution), request, this.tools.now());
      if (isRejection(term)) return term;
      const held = await this.tools.reader.find(postHolderTable, 'post_id = ? AND person_id = ?', [postId, person.id]);
      if (held.some((other) => overlaps(other, term)))
        return rejected('version-conflict', `${person.name} has this post on some of these days already.`);
      const id = this.tools.id();
      const changes = new RowChanges();
      const who = { account: person.account };
      this.tools.record(changes, actor, post.institution, 'post-filled', { type: 'post', id: postId }, who);
      changes.insert(postHolderTable, { id, postId, personId: person.id, ...term, revision: 1 });
      return planOf(command, actor, changes, { id });
    });
  }

  /** At once. Rejections: `not-allowed`, `not-found`, `version-conflict`. */
  leave(command: Command, actor: Actor, id: string, revision: number) {
    return this.tools.committer.run<IdAnswer>(command, async () => {
      const held = await this.tools.reader.byId(postHolderTable, id);
      const post = held ? await this.find(actor, held.postId) : undefined;
      if (!held || !post) return rejected('not-found', `Nobody is employed by the id ${id}.`);
      if (isRejection(post)) return post;
      if (held.revision !== revision)
        return this.tools.changedMeanwhile('The employment', { type: 'post', id: post.id }, ['post-left']);
      const now = this.tools.now();
      const changes = new RowChanges();
      this.tools.record(
        changes,
        actor,
        post.institution,
        'post-left',
        { type: 'post', id: post.id },
        { personId: held.personId },
      );
      const guard = changes.revise(postHolderTable, held, { validFrom: Math.min(held.validFrom, now), validTo: now });
      return planOf(command, actor, changes, { id }, [guard]);
    });
  }

  private async find(actor: Actor, id: string): Promise<PostRow | Rejection> {
    const post = await this.tools.reader.byId(postTable, id);
    if (!post || !actor.institutions.includes(post.institution)) return rejected('not-found', `No post has the id ${id}.`);
    return manages(actor, post.institution, post.unit) ? post : notManaging(post.institution);
  }

  private async refuseUnit(institution: string, unit: string | null): Promise<Rejection | undefined> {
    if (unit === null) return undefined;
    const row = await this.tools.reader.byId(unitTable, unit);
    return row?.institution === institution ? undefined : rejected('not-found', `${institution} has no unit ${unit}.`);
  }
}

const planOf = (command: Command, actor: Actor, changes: RowChanges, answer: IdAnswer, guards: readonly Guard[] = []) => ({
  guards: [...guards, ...ownGuard(actor)],
  changes: changes.list(),
  commands: [{ command, answer }],
  answer,
  afterCommit: [],
});
