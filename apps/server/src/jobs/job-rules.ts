/** The topic under which `continue` jobs wait. */
export const continueTopic = 'gaita.continue';

/** Tries of a job whose model says nothing. */
export const defaultRetries = 3;
