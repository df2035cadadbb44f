import type { DeployedView, DeployRequest, FieldsView, ProcessView } from '@gaita/contracts';
import { request } from './request.ts';

export const listProcesses = (signal?: AbortSignal) => request<ProcessView[]>('GET', '/processes', undefined, signal);

export const readProcess = (key: string, signal?: AbortSignal) =>
  request<ProcessView>('GET', `/processes/${encodeURIComponent(key)}`, undefined, signal);

/** The BPMN file of a version. */
export const readDiagram = (definitionId: string, signal?: AbortSignal) =>
  request<string>('GET', `/definitions/${encodeURIComponent(definitionId)}/xml`, undefined, signal);

/** What the forms of a version call its values. */
export const readFields = (definitionId: string, signal?: AbortSignal) =>
  request<FieldsView>('GET', `/definitions/${encodeURIComponent(definitionId)}/fields`, undefined, signal);

export const deploy = (input: DeployRequest) => request<DeployedView>('POST', '/deployments', input);
