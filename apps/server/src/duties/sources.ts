import { Injectable } from '@nestjs/common';

/** An open task that somebody has taken. */
export interface HeldTask {
  readonly id: string;
  readonly taskId: string;
  readonly institution: string;
  readonly instanceId: string;
  readonly definitionId: string;
  readonly elementId: string;
  readonly assignee: string;
  readonly candidateGroups: readonly string[];
  readonly claimedAt: number | null;
}

/** Ports: what features above know and duties ask for. */
export interface DutyPorts {
  /** Open tasks of these people that are for one of these roles. */
  heldTasks(accounts: readonly string[], roles: readonly string[]): Promise<readonly HeldTask[]>;
  /** Roles of an open task, by `task.id`; none when it is not open. */
  rolesOfTask(id: string): Promise<readonly string[]>;
  /** Instances with which these have exchanged messages along message flows. */
  partnersOf(instanceIds: readonly string[]): Promise<readonly { readonly of: string; readonly partner: string }[]>;
  /** Open tasks of the role in cases in which one of the accounts did something in the other role. */
  blockedTasks(asked: {
    readonly institution: string;
    readonly role: string;
    readonly against: string;
    readonly accounts: readonly string[];
    readonly limit: number;
  }): Promise<readonly BlockedTask[]>;
  /** Services by their process, and processes by their service. */
  services(institution: string): Promise<readonly ServiceFact[]>;
}

export interface BlockedTask {
  readonly taskId: string;
  readonly instanceId: string;
  readonly businessKey: string | null;
  readonly definitionId: string;
  readonly elementId: string;
  readonly account: string;
}

export interface ServiceFact {
  /** Its row, by which roles name it. */
  readonly id: string;
  readonly serviceKey: string;
  readonly processKey: string | null;
  /** Account on record as the service's manager. */
  readonly manager: string | null;
}

/** Where the features above register what they know; what nobody registered is empty. */
@Injectable()
export class DutySources implements DutyPorts {
  private ports: Partial<DutyPorts> = {};

  register(ports: Partial<DutyPorts>): void {
    this.ports = { ...this.ports, ...ports };
  }

  heldTasks: DutyPorts['heldTasks'] = async (accounts, roles) => (await this.ports.heldTasks?.(accounts, roles)) ?? [];
  rolesOfTask: DutyPorts['rolesOfTask'] = async (id) => (await this.ports.rolesOfTask?.(id)) ?? [];
  partnersOf: DutyPorts['partnersOf'] = async (ids) => (await this.ports.partnersOf?.(ids)) ?? [];
  blockedTasks: DutyPorts['blockedTasks'] = async (asked) => (await this.ports.blockedTasks?.(asked)) ?? [];
  services: DutyPorts['services'] = async (institution) => (await this.ports.services?.(institution)) ?? [];
}
