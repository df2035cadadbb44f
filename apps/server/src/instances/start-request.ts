import type { Variables, VariableTypes } from '@gaita/contracts';

export interface StartRequest {
  /** One of the two. */
  readonly processKey?: string;
  readonly definitionId?: string;
  /** The institution whose case it becomes; default: that of the starter's first role. */
  readonly institution?: string;
  /** The unit that the case belongs to; default: that of the starter's role, where it is limited to one. */
  readonly unit?: string;
  readonly businessKey?: string;
  readonly variables: Variables;
  readonly types?: VariableTypes;
  /** The variables are what the form of the first task asks for: that task is completed with them in the same commit. */
  readonly completeFirst?: boolean;
  /** The starter's draft of it goes with the start: what was attached to it becomes part of the case. */
  readonly fromDraft?: boolean;
}
