/** The bundler's one export list: everything reachable from here runs in the sandbox, so no zod values, Node built-ins or SDK clients. */
export { contentRequest } from './contentRequest.ts'
export { rulesWatch } from './rulesWatch.ts'
