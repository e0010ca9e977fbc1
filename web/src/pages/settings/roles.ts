import { mayGrant, ROLES, type Role } from '../../../../domain/permissions.ts'
import { words } from '../../words/words.ts'

/** Whom a role may make others, and take it from: nobody hands out more than they have. */
export const grantsOf = (role: Role): Role[] => ROLES.filter((other) => mayGrant(role, other))

export const useRoleWords = words('roles', {
  en: {
    owner: 'Owner',
    admin: 'Admin',
    editor: 'Editor',
    reviewer: 'Reviewer',
    viewer: 'Viewer',
    client: 'Client',
    owner_may: 'Everything, and the audit log.',
    admin_may: 'Members, keys, rules, policies, settings, and everything below.',
    editor_may: 'Asks for content, edits it, changes brands and who approves, and everything below.',
    reviewer_may: 'Looks after approvals: resends, revokes, gives more time, and everything below.',
    viewer_may: 'Sees requests, brands, rules, policies, members and usage; exports what is approved.',
    client_may: 'Sees and exports what was made for the brands named for them, and nothing of the agency.',
  },
  id: {
    owner: 'Pemilik',
    admin: 'Admin',
    editor: 'Editor',
    reviewer: 'Peninjau',
    viewer: 'Pengamat',
    client: 'Klien',
    owner_may: 'Semuanya, dan log audit.',
    admin_may: 'Anggota, kunci, aturan, kebijakan, pengaturan, dan semua di bawahnya.',
    editor_may: 'Meminta konten, menyuntingnya, mengubah merek dan siapa yang menyetujui, dan semua di bawahnya.',
    reviewer_may: 'Mengurus persetujuan: mengirim ulang, mencabut, menambah waktu, dan semua di bawahnya.',
    viewer_may: 'Melihat permintaan, merek, aturan, kebijakan, anggota, dan pemakaian; mengekspor yang disetujui.',
    client_may: 'Melihat dan mengekspor yang dibuat untuk merek yang disebut baginya, dan tidak ada lagi dari agensi.',
  },
})
