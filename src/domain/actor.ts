import { z } from 'zod';

/** Who acts: a person, or an agent in one role. */
export const Actor = z.object({
  name: z.string().min(1).max(100),
  role: z.enum(['human', 'planner', 'developer', 'qa']),
});
export type Actor = z.infer<typeof Actor>;
