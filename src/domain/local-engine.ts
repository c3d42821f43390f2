/** The engine that every lounge has on its own machine, by the word that people type: a kind in lounge.yaml, a family of commands. */
export const LOCAL_ENGINE = 'sandbox';
