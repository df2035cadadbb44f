import type {
  AbsencePreview,
  AbsencesView,
  AlignmentView,
  AnnounceAbsenceRequest,
  ChangeAbsenceRequest,
  ChangeDescriptionRequest,
  GiveRoleRequest,
  IdAnswer,
  MyDutiesView,
  PreviewAbsenceRequest,
  RegistryView,
  RolePageView,
  SetCompetencesRequest,
  SetKindRequest,
} from '@gaita/contracts';
import { query, request } from './request.ts';

export const readRegistry = (institution: string, signal?: AbortSignal) =>
  request<RegistryView>('GET', `/registry${query({ institution })}`, undefined, signal);

export const readAlignment = (institution: string, signal?: AbortSignal) =>
  request<AlignmentView>('GET', `/registry/alignment${query({ institution })}`, undefined, signal);

export const readMyDuties = (signal?: AbortSignal) => request<MyDutiesView>('GET', '/registry/me', undefined, signal);

export const readAbsences = (institution: string, signal?: AbortSignal) =>
  request<AbsencesView>('GET', `/registry/absences${query({ institution })}`, undefined, signal);

export const readRole = (role: string, institution: string, version?: number, signal?: AbortSignal) =>
  request<RolePageView>(
    'GET',
    `/registry/roles/${encodeURIComponent(role)}${query({ institution, version })}`,
    undefined,
    signal,
  );

export const giveRole = (body: GiveRoleRequest) => request<IdAnswer>('POST', '/registry/assignments', body);

export const changeRole = (id: string, body: object) =>
  request<IdAnswer>('PUT', `/registry/assignments/${encodeURIComponent(id)}`, body);

export const endRole = (id: string, revision: number) =>
  request<IdAnswer>('POST', `/registry/assignments/${encodeURIComponent(id)}/end`, { revision });

export const describeRole = (role: string, body: ChangeDescriptionRequest) =>
  request<{ version: number }>('PUT', `/registry/roles/${encodeURIComponent(role)}/description`, body);

export const acknowledgeDuties = (role: string, institution: string, version: number) =>
  request<unknown>('POST', `/registry/roles/${encodeURIComponent(role)}/acknowledge`, { institution, version });

export const setRoleCompetences = (role: string, body: SetCompetencesRequest) =>
  request<IdAnswer>('PUT', `/registry/roles/${encodeURIComponent(role)}/competences`, body);

export const setPersonCompetences = (account: string, body: SetCompetencesRequest) =>
  request<IdAnswer>('PUT', `/registry/people/${encodeURIComponent(account)}/competences`, body);

export const setPersonKind = (account: string, body: SetKindRequest) =>
  request<IdAnswer>('PUT', `/registry/people/${encodeURIComponent(account)}/kind`, body);

export const previewAbsence = (body: PreviewAbsenceRequest, signal?: AbortSignal) =>
  request<AbsencePreview>('POST', '/registry/absences/preview', body, signal);

export const announceAbsence = (body: AnnounceAbsenceRequest) => request<IdAnswer>('POST', '/registry/absences', body);

export const changeAbsence = (id: string, body: ChangeAbsenceRequest) =>
  request<IdAnswer>('PUT', `/registry/absences/${encodeURIComponent(id)}`, body);

export const revokeAbsence = (id: string, revision: number) =>
  request<IdAnswer>('POST', `/registry/absences/${encodeURIComponent(id)}/revoke`, { revision });

/** Units, posts and who is in them, competences: `/units`, `/posts/<id>/holders`, … */
export const addToRegistry = (path: string, body: object) => request<IdAnswer>('POST', `/registry/${path}`, body);

export const changeInRegistry = (path: string, body: object) => request<IdAnswer>('PUT', `/registry/${path}`, body);
