import { base as api } from "./base.ts";
export const addTagTypes = [
  "Identity",
  "Organization",
  "API keys",
  "Audit",
  "Brands",
  "Rules",
  "Content",
  "Approval",
  "Calendar",
  "Billing",
] as const;
const injectedRtkApi = api
  .enhanceEndpoints({
    addTagTypes,
  })
  .injectEndpoints({
    endpoints: (build) => ({
      postAuthRegister: build.mutation<
        PostAuthRegisterApiResponse,
        PostAuthRegisterApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/auth/register`,
          method: "POST",
          body: queryArg.registration,
        }),
        invalidatesTags: ["Identity"],
      }),
      postAuthVerifyEmail: build.mutation<
        PostAuthVerifyEmailApiResponse,
        PostAuthVerifyEmailApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/auth/verify-email`,
          method: "POST",
          body: queryArg.verification,
        }),
        invalidatesTags: ["Identity"],
      }),
      postAuthLogin: build.mutation<
        PostAuthLoginApiResponse,
        PostAuthLoginApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/auth/login`,
          method: "POST",
          body: queryArg.login,
        }),
        invalidatesTags: ["Identity"],
      }),
      postAuthLogout: build.mutation<
        PostAuthLogoutApiResponse,
        PostAuthLogoutApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/auth/logout`,
          method: "POST",
          body: queryArg.refresh,
        }),
        invalidatesTags: ["Identity"],
      }),
      postAuthLogoutEverywhere: build.mutation<
        PostAuthLogoutEverywhereApiResponse,
        PostAuthLogoutEverywhereApiArg
      >({
        query: () => ({
          url: `/api/v1/auth/logout-everywhere`,
          method: "POST",
        }),
        invalidatesTags: ["Identity"],
      }),
      getAuthMe: build.query<GetAuthMeApiResponse, GetAuthMeApiArg>({
        query: () => ({ url: `/api/v1/auth/me` }),
        providesTags: ["Identity"],
      }),
      postAuthPasswordForgot: build.mutation<
        PostAuthPasswordForgotApiResponse,
        PostAuthPasswordForgotApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/auth/password/forgot`,
          method: "POST",
          body: queryArg.forgottenPassword,
        }),
        invalidatesTags: ["Identity"],
      }),
      postAuthPasswordReset: build.mutation<
        PostAuthPasswordResetApiResponse,
        PostAuthPasswordResetApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/auth/password/reset`,
          method: "POST",
          body: queryArg.passwordReset,
        }),
        invalidatesTags: ["Identity"],
      }),
      postAuthPasswordChange: build.mutation<
        PostAuthPasswordChangeApiResponse,
        PostAuthPasswordChangeApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/auth/password/change`,
          method: "POST",
          body: queryArg.passwordChange,
        }),
        invalidatesTags: ["Identity"],
      }),
      getAuthSessions: build.query<
        GetAuthSessionsApiResponse,
        GetAuthSessionsApiArg
      >({
        query: () => ({ url: `/api/v1/auth/sessions` }),
        providesTags: ["Identity"],
      }),
      deleteAuthSessionsById: build.mutation<
        DeleteAuthSessionsByIdApiResponse,
        DeleteAuthSessionsByIdApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/auth/sessions/${queryArg.id}`,
          method: "DELETE",
        }),
        invalidatesTags: ["Identity"],
      }),
      getAuthOidc: build.query<GetAuthOidcApiResponse, GetAuthOidcApiArg>({
        query: () => ({ url: `/api/v1/auth/oidc` }),
        providesTags: ["Identity"],
      }),
      postAuthIdentitiesByProviderLink: build.mutation<
        PostAuthIdentitiesByProviderLinkApiResponse,
        PostAuthIdentitiesByProviderLinkApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/auth/identities/${queryArg.provider}/link`,
          method: "POST",
          body: queryArg.body,
        }),
        invalidatesTags: ["Identity"],
      }),
      getAuthIdentities: build.query<
        GetAuthIdentitiesApiResponse,
        GetAuthIdentitiesApiArg
      >({
        query: () => ({ url: `/api/v1/auth/identities` }),
        providesTags: ["Identity"],
      }),
      deleteAuthIdentitiesById: build.mutation<
        DeleteAuthIdentitiesByIdApiResponse,
        DeleteAuthIdentitiesByIdApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/auth/identities/${queryArg.id}`,
          method: "DELETE",
        }),
        invalidatesTags: ["Identity"],
      }),
      postOrganizations: build.mutation<
        PostOrganizationsApiResponse,
        PostOrganizationsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/organizations`,
          method: "POST",
          body: queryArg.newOrganization,
          headers: {
            "idempotency-key": queryArg["idempotency-key"],
          },
        }),
        invalidatesTags: ["Organization"],
      }),
      getOrganization: build.query<
        GetOrganizationApiResponse,
        GetOrganizationApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/organization`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        providesTags: ["Organization"],
      }),
      patchOrganization: build.mutation<
        PatchOrganizationApiResponse,
        PatchOrganizationApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/organization`,
          method: "PATCH",
          body: queryArg.organizationChanges,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Organization"],
      }),
      putOrganizationLogo: build.mutation<
        PutOrganizationLogoApiResponse,
        PutOrganizationLogoApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/organization/logo`,
          method: "PUT",
          body: queryArg.logoInput,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Organization"],
      }),
      deleteOrganizationLogo: build.mutation<
        DeleteOrganizationLogoApiResponse,
        DeleteOrganizationLogoApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/organization/logo`,
          method: "DELETE",
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Organization"],
      }),
      getMembers: build.query<GetMembersApiResponse, GetMembersApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/members`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
          params: {
            limit: queryArg.limit,
            cursor: queryArg.cursor,
          },
        }),
        providesTags: ["Organization"],
      }),
      patchMembersById: build.mutation<
        PatchMembersByIdApiResponse,
        PatchMembersByIdApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/members/${queryArg.id}`,
          method: "PATCH",
          body: queryArg.memberChanges,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Organization"],
      }),
      deleteMembersById: build.mutation<
        DeleteMembersByIdApiResponse,
        DeleteMembersByIdApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/members/${queryArg.id}`,
          method: "DELETE",
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Organization"],
      }),
      getInvitations: build.query<
        GetInvitationsApiResponse,
        GetInvitationsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/invitations`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
          params: {
            limit: queryArg.limit,
            cursor: queryArg.cursor,
          },
        }),
        providesTags: ["Organization"],
      }),
      postInvitations: build.mutation<
        PostInvitationsApiResponse,
        PostInvitationsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/invitations`,
          method: "POST",
          body: queryArg.newInvitation,
          headers: {
            "idempotency-key": queryArg["idempotency-key"],
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Organization"],
      }),
      postInvitationsByIdResend: build.mutation<
        PostInvitationsByIdResendApiResponse,
        PostInvitationsByIdResendApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/invitations/${queryArg.id}/resend`,
          method: "POST",
          headers: {
            "idempotency-key": queryArg["idempotency-key"],
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Organization"],
      }),
      deleteInvitationsById: build.mutation<
        DeleteInvitationsByIdApiResponse,
        DeleteInvitationsByIdApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/invitations/${queryArg.id}`,
          method: "DELETE",
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Organization"],
      }),
      postInvitationsAccept: build.mutation<
        PostInvitationsAcceptApiResponse,
        PostInvitationsAcceptApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/invitations/accept`,
          method: "POST",
          body: queryArg.signedInAcceptance,
        }),
        invalidatesTags: ["Organization"],
      }),
      getApiKeys: build.query<GetApiKeysApiResponse, GetApiKeysApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/api-keys`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
          params: {
            limit: queryArg.limit,
            cursor: queryArg.cursor,
          },
        }),
        providesTags: ["API keys"],
      }),
      postApiKeys: build.mutation<PostApiKeysApiResponse, PostApiKeysApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/api-keys`,
          method: "POST",
          body: queryArg.newApiKey,
          headers: {
            "idempotency-key": queryArg["idempotency-key"],
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["API keys"],
      }),
      deleteApiKeysById: build.mutation<
        DeleteApiKeysByIdApiResponse,
        DeleteApiKeysByIdApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/api-keys/${queryArg.id}`,
          method: "DELETE",
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["API keys"],
      }),
      getAudit: build.query<GetAuditApiResponse, GetAuditApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/audit`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
          params: {
            limit: queryArg.limit,
            before: queryArg.before,
            action: queryArg.action,
          },
        }),
        providesTags: ["Audit"],
      }),
      getAuditVerification: build.query<
        GetAuditVerificationApiResponse,
        GetAuditVerificationApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/audit/verification`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        providesTags: ["Audit"],
      }),
      getBrands: build.query<GetBrandsApiResponse, GetBrandsApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/brands`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
          params: {
            limit: queryArg.limit,
            cursor: queryArg.cursor,
          },
        }),
        providesTags: ["Brands"],
      }),
      postBrands: build.mutation<PostBrandsApiResponse, PostBrandsApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/brands`,
          method: "POST",
          body: queryArg.newBrand,
          headers: {
            "idempotency-key": queryArg["idempotency-key"],
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Brands"],
      }),
      getBrandsById: build.query<GetBrandsByIdApiResponse, GetBrandsByIdApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/brands/${queryArg.id}`,
            headers: {
              "x-organization-id": queryArg["x-organization-id"],
            },
          }),
          providesTags: ["Brands"],
        },
      ),
      patchBrandsById: build.mutation<
        PatchBrandsByIdApiResponse,
        PatchBrandsByIdApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/brands/${queryArg.id}`,
          method: "PATCH",
          body: queryArg.brandChanges,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Brands"],
      }),
      deleteBrandsById: build.mutation<
        DeleteBrandsByIdApiResponse,
        DeleteBrandsByIdApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/brands/${queryArg.id}`,
          method: "DELETE",
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Brands"],
      }),
      getBrandsByIdVoice: build.query<
        GetBrandsByIdVoiceApiResponse,
        GetBrandsByIdVoiceApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/brands/${queryArg.id}/voice`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        providesTags: ["Brands"],
      }),
      postBrandsByIdVoiceCheck: build.query<
        PostBrandsByIdVoiceCheckApiResponse,
        PostBrandsByIdVoiceCheckApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/brands/${queryArg.id}/voice/check`,
          method: "POST",
          body: queryArg.voiceCheck,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        providesTags: ["Brands"],
      }),
      getBrandsByIdVoiceRules: build.query<
        GetBrandsByIdVoiceRulesApiResponse,
        GetBrandsByIdVoiceRulesApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/brands/${queryArg.id}/voice-rules`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
          params: {
            state: queryArg.state,
          },
        }),
        providesTags: ["Brands"],
      }),
      patchBrandsByIdVoiceRulesByRule: build.mutation<
        PatchBrandsByIdVoiceRulesByRuleApiResponse,
        PatchBrandsByIdVoiceRulesByRuleApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/brands/${queryArg.id}/voice-rules/${queryArg.rule}`,
          method: "PATCH",
          body: queryArg.voiceRuleDecision,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Brands"],
      }),
      getRules: build.query<GetRulesApiResponse, GetRulesApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/rules`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
          params: {
            platform: queryArg.platform,
          },
        }),
        providesTags: ["Rules"],
      }),
      putRulesByRuleOverride: build.mutation<
        PutRulesByRuleOverrideApiResponse,
        PutRulesByRuleOverrideApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/rules/${queryArg.rule}/override`,
          method: "PUT",
          body: queryArg.newRuleOverride,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Rules"],
      }),
      deleteRulesByRuleOverride: build.mutation<
        DeleteRulesByRuleOverrideApiResponse,
        DeleteRulesByRuleOverrideApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/rules/${queryArg.rule}/override`,
          method: "DELETE",
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Rules"],
      }),
      getDenied: build.query<GetDeniedApiResponse, GetDeniedApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/denied`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        providesTags: ["Rules"],
      }),
      putDenied: build.mutation<PutDeniedApiResponse, PutDeniedApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/denied`,
          method: "PUT",
          body: queryArg.newDenied,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Rules"],
      }),
      postContentGenerate: build.mutation<
        PostContentGenerateApiResponse,
        PostContentGenerateApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/content/generate`,
          method: "POST",
          body: queryArg.generate,
          headers: {
            "idempotency-key": queryArg["idempotency-key"],
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Content"],
      }),
      getContentHistory: build.query<
        GetContentHistoryApiResponse,
        GetContentHistoryApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/content/history`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
          params: {
            limit: queryArg.limit,
            cursor: queryArg.cursor,
            q: queryArg.q,
            status: queryArg.status,
            platform: queryArg.platform,
            brand_id: queryArg.brandId,
            from: queryArg["from"],
            to: queryArg.to,
          },
        }),
        providesTags: ["Content"],
      }),
      postContentEstimate: build.query<
        PostContentEstimateApiResponse,
        PostContentEstimateApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/content/estimate`,
          method: "POST",
          body: queryArg.estimate,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        providesTags: ["Content"],
      }),
      getContentViews: build.query<
        GetContentViewsApiResponse,
        GetContentViewsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/content/views`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        providesTags: ["Content"],
      }),
      postContentViews: build.mutation<
        PostContentViewsApiResponse,
        PostContentViewsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/content/views`,
          method: "POST",
          body: queryArg.contentViewInput,
          headers: {
            "idempotency-key": queryArg["idempotency-key"],
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Content"],
      }),
      patchContentViewsById: build.mutation<
        PatchContentViewsByIdApiResponse,
        PatchContentViewsByIdApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/content/views/${queryArg.id}`,
          method: "PATCH",
          body: queryArg.contentViewChanges,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Content"],
      }),
      deleteContentViewsById: build.mutation<
        DeleteContentViewsByIdApiResponse,
        DeleteContentViewsByIdApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/content/views/${queryArg.id}`,
          method: "DELETE",
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Content"],
      }),
      getContentRequestsById: build.query<
        GetContentRequestsByIdApiResponse,
        GetContentRequestsByIdApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/content/requests/${queryArg.id}`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        providesTags: ["Content"],
      }),
      postContentRequestsByIdCancel: build.mutation<
        PostContentRequestsByIdCancelApiResponse,
        PostContentRequestsByIdCancelApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/content/requests/${queryArg.id}/cancel`,
          method: "POST",
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Content"],
      }),
      postContentRequestsByIdRetry: build.mutation<
        PostContentRequestsByIdRetryApiResponse,
        PostContentRequestsByIdRetryApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/content/requests/${queryArg.id}/retry`,
          method: "POST",
          headers: {
            "idempotency-key": queryArg["idempotency-key"],
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Content"],
      }),
      postContentRequestsByIdApprovalLinks: build.mutation<
        PostContentRequestsByIdApprovalLinksApiResponse,
        PostContentRequestsByIdApprovalLinksApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/content/requests/${queryArg.id}/approval-links`,
          method: "POST",
          body: queryArg.linkAction,
          headers: {
            "idempotency-key": queryArg["idempotency-key"],
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Approval"],
      }),
      getApprovals: build.query<GetApprovalsApiResponse, GetApprovalsApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/approvals`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
          params: {
            limit: queryArg.limit,
            cursor: queryArg.cursor,
            brand_id: queryArg.brandId,
            request_id: queryArg.requestId,
            waits_for: queryArg.waitsFor,
          },
        }),
        providesTags: ["Approval"],
      }),
      getApprovalsById: build.query<
        GetApprovalsByIdApiResponse,
        GetApprovalsByIdApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/approvals/${queryArg.id}`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        providesTags: ["Approval"],
      }),
      patchApprovalsById: build.mutation<
        PatchApprovalsByIdApiResponse,
        PatchApprovalsByIdApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/approvals/${queryArg.id}`,
          method: "PATCH",
          body: queryArg.reviewChanges,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Approval"],
      }),
      postApprovalsByIdDecisions: build.mutation<
        PostApprovalsByIdDecisionsApiResponse,
        PostApprovalsByIdDecisionsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/approvals/${queryArg.id}/decisions`,
          method: "POST",
          body: queryArg.myDecisions,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Approval"],
      }),
      getApprovalPolicies: build.query<
        GetApprovalPoliciesApiResponse,
        GetApprovalPoliciesApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/approval-policies`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
          params: {
            limit: queryArg.limit,
            cursor: queryArg.cursor,
          },
        }),
        providesTags: ["Approval"],
      }),
      postApprovalPolicies: build.mutation<
        PostApprovalPoliciesApiResponse,
        PostApprovalPoliciesApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/approval-policies`,
          method: "POST",
          body: queryArg.approvalPolicyInput,
          headers: {
            "idempotency-key": queryArg["idempotency-key"],
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Approval"],
      }),
      getApprovalPoliciesById: build.query<
        GetApprovalPoliciesByIdApiResponse,
        GetApprovalPoliciesByIdApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/approval-policies/${queryArg.id}`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        providesTags: ["Approval"],
      }),
      putApprovalPoliciesById: build.mutation<
        PutApprovalPoliciesByIdApiResponse,
        PutApprovalPoliciesByIdApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/approval-policies/${queryArg.id}`,
          method: "PUT",
          body: queryArg.approvalPolicyInput,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Approval"],
      }),
      deleteApprovalPoliciesById: build.mutation<
        DeleteApprovalPoliciesByIdApiResponse,
        DeleteApprovalPoliciesByIdApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/approval-policies/${queryArg.id}`,
          method: "DELETE",
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Approval"],
      }),
      getContentRequestsByIdDraftsByPlatformVersions: build.query<
        GetContentRequestsByIdDraftsByPlatformVersionsApiResponse,
        GetContentRequestsByIdDraftsByPlatformVersionsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/content/requests/${queryArg.id}/drafts/${queryArg.platform}/versions`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        providesTags: ["Content"],
      }),
      postContentRequestsByIdDraftsByPlatformVersions: build.mutation<
        PostContentRequestsByIdDraftsByPlatformVersionsApiResponse,
        PostContentRequestsByIdDraftsByPlatformVersionsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/content/requests/${queryArg.id}/drafts/${queryArg.platform}/versions`,
          method: "POST",
          body: queryArg.draftEdit,
          headers: {
            "idempotency-key": queryArg["idempotency-key"],
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Content"],
      }),
      postContentRequestsByIdDraftsByPlatformRegenerate: build.mutation<
        PostContentRequestsByIdDraftsByPlatformRegenerateApiResponse,
        PostContentRequestsByIdDraftsByPlatformRegenerateApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/content/requests/${queryArg.id}/drafts/${queryArg.platform}/regenerate`,
          method: "POST",
          body: queryArg.regenerate,
          headers: {
            "idempotency-key": queryArg["idempotency-key"],
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Content"],
      }),
      getContentCalendar: build.query<
        GetContentCalendarApiResponse,
        GetContentCalendarApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/content/calendar`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
          params: {
            from: queryArg["from"],
            to: queryArg.to,
            brand_id: queryArg.brandId,
            platform: queryArg.platform,
            limit: queryArg.limit,
            cursor: queryArg.cursor,
          },
        }),
        providesTags: ["Calendar"],
      }),
      putContentRequestsByIdDraftsByPlatformSlot: build.mutation<
        PutContentRequestsByIdDraftsByPlatformSlotApiResponse,
        PutContentRequestsByIdDraftsByPlatformSlotApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/content/requests/${queryArg.id}/drafts/${queryArg.platform}/slot`,
          method: "PUT",
          body: queryArg.slotMove,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        invalidatesTags: ["Calendar"],
      }),
      deleteContentRequestsByIdDraftsByPlatformSlot: build.mutation<
        DeleteContentRequestsByIdDraftsByPlatformSlotApiResponse,
        DeleteContentRequestsByIdDraftsByPlatformSlotApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/content/requests/${queryArg.id}/drafts/${queryArg.platform}/slot`,
          method: "DELETE",
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
          params: {
            if_planned_at: queryArg.ifPlannedAt,
          },
        }),
        invalidatesTags: ["Calendar"],
      }),
      getBillingUsage: build.query<
        GetBillingUsageApiResponse,
        GetBillingUsageApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/billing/usage`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
        }),
        providesTags: ["Billing"],
      }),
      getBillingCosts: build.query<
        GetBillingCostsApiResponse,
        GetBillingCostsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/billing/costs`,
          headers: {
            "x-organization-id": queryArg["x-organization-id"],
          },
          params: {
            from: queryArg["from"],
            to: queryArg.to,
          },
        }),
        providesTags: ["Billing"],
      }),
    }),
    overrideExisting: false,
  });
export { injectedRtkApi as api };
export type PostAuthRegisterApiResponse =
  /** status 202 A mail is on its way. The same is said where the address has an account. */ Accepted;
export type PostAuthRegisterApiArg = {
  registration: Registration;
};
export type PostAuthVerifyEmailApiResponse =
  /** status 201 Signed in. */ Session;
export type PostAuthVerifyEmailApiArg = {
  verification: Verification;
};
export type PostAuthLoginApiResponse = /** status 200 Signed in. */ Session;
export type PostAuthLoginApiArg = {
  login: Login;
};
export type PostAuthLogoutApiResponse = unknown;
export type PostAuthLogoutApiArg = {
  refresh: Refresh;
};
export type PostAuthLogoutEverywhereApiResponse = unknown;
export type PostAuthLogoutEverywhereApiArg = void;
export type GetAuthMeApiResponse = /** status 200 The person. */ Me;
export type GetAuthMeApiArg = void;
export type PostAuthPasswordForgotApiResponse =
  /** status 202 If the address has an account, a mail is on its way. */ {
    message: string;
  };
export type PostAuthPasswordForgotApiArg = {
  forgottenPassword: ForgottenPassword;
};
export type PostAuthPasswordResetApiResponse = unknown;
export type PostAuthPasswordResetApiArg = {
  passwordReset: PasswordReset;
};
export type PostAuthPasswordChangeApiResponse = unknown;
export type PostAuthPasswordChangeApiArg = {
  passwordChange: PasswordChange;
};
export type GetAuthSessionsApiResponse = /** status 200 All of them. */ {
  items: OpenSession[];
};
export type GetAuthSessionsApiArg = void;
export type DeleteAuthSessionsByIdApiResponse = unknown;
export type DeleteAuthSessionsByIdApiArg = {
  /** An id. */
  id: string;
};
export type GetAuthOidcApiResponse =
  /** status 200 The providers that are configured. */ {
    providers: {
      id: "google" | "linkedin";
      name: string;
      start: string;
    }[];
  };
export type GetAuthOidcApiArg = void;
export type PostAuthIdentitiesByProviderLinkApiResponse =
  /** status 200 Go there with this browser. */ {
    authorization_url: string;
  };
export type PostAuthIdentitiesByProviderLinkApiArg = {
  /** One of those that GET /api/v1/auth/oidc lists. */
  provider: string;
  body: {
    /** A path of this site to land on afterwards, which stays one however its dots and its encoding are read. */
    return_to?: string;
  };
};
export type GetAuthIdentitiesApiResponse = /** status 200 The oldest first. */ {
  items: Identity[];
};
export type GetAuthIdentitiesApiArg = void;
export type DeleteAuthIdentitiesByIdApiResponse = unknown;
export type DeleteAuthIdentitiesByIdApiArg = {
  /** An id. */
  id: string;
};
export type PostOrganizationsApiResponse =
  /** status 201 Made. Name it as X-Organization-Id to work in it. */ Organization;
export type PostOrganizationsApiArg = {
  /** The same key with the same body is answered alike for 24 hours and makes one thing only. */
  "idempotency-key"?: string;
  newOrganization: NewOrganization;
};
export type GetOrganizationApiResponse =
  /** status 200 The organization. */ Organization;
export type GetOrganizationApiArg = {
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PatchOrganizationApiResponse =
  /** status 200 As it is now. */ Organization;
export type PatchOrganizationApiArg = {
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  organizationChanges: OrganizationChanges;
};
export type PutOrganizationLogoApiResponse =
  /** status 200 As it is shown. */ Logo;
export type PutOrganizationLogoApiArg = {
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  logoInput: LogoInput;
};
export type DeleteOrganizationLogoApiResponse = unknown;
export type DeleteOrganizationLogoApiArg = {
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type GetMembersApiResponse = /** status 200 One page. */ {
  items: Member[];
  /** Null on the last page. */
  next_cursor: string | null;
};
export type GetMembersApiArg = {
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PatchMembersByIdApiResponse =
  /** status 200 As it is now. */ Member;
export type PatchMembersByIdApiArg = {
  /** Of the person. */
  id: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  memberChanges: MemberChanges;
};
export type DeleteMembersByIdApiResponse = unknown;
export type DeleteMembersByIdApiArg = {
  /** Of the person. */
  id: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type GetInvitationsApiResponse = /** status 200 One page. */ {
  items: Invitation[];
  /** Null on the last page. */
  next_cursor: string | null;
};
export type GetInvitationsApiArg = {
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PostInvitationsApiResponse =
  /** status 201 The mail is on its way. */ Invitation;
export type PostInvitationsApiArg = {
  /** The same key with the same body is answered alike for 24 hours and makes one thing only. */
  "idempotency-key"?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  newInvitation: NewInvitation;
};
export type PostInvitationsByIdResendApiResponse =
  /** status 202 The mail is on its way. */ Invitation;
export type PostInvitationsByIdResendApiArg = {
  /** An id. */
  id: string;
  /** The same key with the same body is answered alike for 24 hours and makes one thing only. */
  "idempotency-key"?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type DeleteInvitationsByIdApiResponse = unknown;
export type DeleteInvitationsByIdApiArg = {
  /** An id. */
  id: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PostInvitationsAcceptApiResponse = /** status 200 A member now. */ {
  /** An id. */
  organization_id: string;
  role: "owner" | "admin" | "editor" | "reviewer" | "viewer" | "client";
};
export type PostInvitationsAcceptApiArg = {
  signedInAcceptance: SignedInAcceptance;
};
export type GetApiKeysApiResponse = /** status 200 One page. */ {
  items: ApiKey[];
  /** Null on the last page. */
  next_cursor: string | null;
};
export type GetApiKeysApiArg = {
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PostApiKeysApiResponse = /** status 201 Made. */ MadeApiKey;
export type PostApiKeysApiArg = {
  /** The same key with the same body is answered alike for 24 hours and makes one thing only. */
  "idempotency-key"?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  newApiKey: NewApiKey;
};
export type DeleteApiKeysByIdApiResponse = unknown;
export type DeleteApiKeysByIdApiArg = {
  /** An id. */
  id: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type GetAuditApiResponse = /** status 200 One page. */ {
  items: AuditEntry[];
  /** Null on the last page. */
  next_before: number | null;
};
export type GetAuditApiArg = {
  limit?: number;
  /** `next_before` of the page before. */
  before?: number;
  action?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type GetAuditVerificationApiResponse =
  /** status 200 What was found. */ AuditVerification;
export type GetAuditVerificationApiArg = {
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type GetBrandsApiResponse = /** status 200 One page. */ Brands;
export type GetBrandsApiArg = {
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PostBrandsApiResponse = /** status 201 Added. */ Brand;
export type PostBrandsApiArg = {
  /** The same key with the same body is answered alike for 24 hours and makes one thing only. */
  "idempotency-key"?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  newBrand: NewBrand;
};
export type GetBrandsByIdApiResponse = /** status 200 The brand. */ Brand;
export type GetBrandsByIdApiArg = {
  /** An id. */
  id: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PatchBrandsByIdApiResponse = /** status 200 As it is now. */ Brand;
export type PatchBrandsByIdApiArg = {
  /** An id. */
  id: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  brandChanges: BrandChanges;
};
export type DeleteBrandsByIdApiResponse = unknown;
export type DeleteBrandsByIdApiArg = {
  /** An id. */
  id: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type GetBrandsByIdVoiceApiResponse =
  /** status 200 The profile. */ VoiceProfile;
export type GetBrandsByIdVoiceApiArg = {
  /** An id. */
  id: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PostBrandsByIdVoiceCheckApiResponse =
  /** status 200 The judgement. */ VoiceJudgement;
export type PostBrandsByIdVoiceCheckApiArg = {
  /** An id. */
  id: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  voiceCheck: VoiceCheck;
};
export type GetBrandsByIdVoiceRulesApiResponse =
  /** status 200 The rules, oldest first. */ {
    items: VoiceRule[];
  };
export type GetBrandsByIdVoiceRulesApiArg = {
  /** An id. */
  id: string;
  state?: "proposed" | "accepted" | "dismissed";
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PatchBrandsByIdVoiceRulesByRuleApiResponse =
  /** status 200 As it is now. */ VoiceRule;
export type PatchBrandsByIdVoiceRulesByRuleApiArg = {
  /** An id. */
  id: string;
  /** An id. */
  rule: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  voiceRuleDecision: VoiceRuleDecision;
};
export type GetRulesApiResponse = /** status 200 All of them. */ {
  /** The version of the facts, by platform. */
  packs: {
    instagram?: string;
    linkedin?: string;
    tiktok?: string;
    facebook?: string;
    x?: string;
  };
  items: Rule[];
};
export type GetRulesApiArg = {
  platform?: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PutRulesByRuleOverrideApiResponse =
  /** status 200 The rule as it is kept now. */ Rule;
export type PutRulesByRuleOverrideApiArg = {
  rule: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  newRuleOverride: NewRuleOverride;
};
export type DeleteRulesByRuleOverrideApiResponse = unknown;
export type DeleteRulesByRuleOverrideApiArg = {
  rule: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type GetDeniedApiResponse =
  /** status 200 The lists; empty before there were any. */ Denied;
export type GetDeniedApiArg = {
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PutDeniedApiResponse = /** status 200 As they are now. */ Denied;
export type PutDeniedApiArg = {
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  newDenied: NewDenied;
};
export type PostContentGenerateApiResponse =
  /** status 202 Accepted: it will run. */ AcceptedRequest;
export type PostContentGenerateApiArg = {
  /** The same key with the same body is answered alike for 24 hours and makes one thing only. */
  "idempotency-key"?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  generate: Generate;
};
export type GetContentHistoryApiResponse =
  /** status 200 One page. */ HistoryPage;
export type GetContentHistoryApiArg = {
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: string;
  /** Words of the prompt, the brand’s name or the newest drafts, all of them; "words in quotes" stand together, `or` is either, a minus before a word is without it. The last word may be unfinished from three letters on. */
  q?: string;
  /** One or several: `status=failed&status=expired`. */
  status?: (
    | "pending"
    | "generating"
    | "awaiting_approval"
    | "revising"
    | "needs_attention"
    | "completed"
    | "partial"
    | "rejected"
    | "expired"
    | "cancelled"
    | "failed"
  )[];
  /** Made for any of these. */
  platform?: ("instagram" | "linkedin" | "tiktok" | "facebook" | "x")[];
  /** An id. */
  brandId?: string;
  /** Made at this moment or later; a day is one of the organization’s time zone, from its beginning. */
  from?: string;
  /** Made before this moment; a day is one of the organization’s time zone, and is counted in. */
  to?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PostContentEstimateApiResponse =
  /** status 200 As things are now. */ EstimatedRequest;
export type PostContentEstimateApiArg = {
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  estimate: Estimate;
};
export type GetContentViewsApiResponse =
  /** status 200 All of them, 50 at the most. */ ContentViews;
export type GetContentViewsApiArg = {
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PostContentViewsApiResponse = /** status 201 Kept. */ ContentView;
export type PostContentViewsApiArg = {
  /** The same key with the same body is answered alike for 24 hours and makes one thing only. */
  "idempotency-key"?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  contentViewInput: ContentViewInput;
};
export type PatchContentViewsByIdApiResponse =
  /** status 200 As it is now. */ ContentView;
export type PatchContentViewsByIdApiArg = {
  /** An id. */
  id: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  contentViewChanges: ContentViewChanges;
};
export type DeleteContentViewsByIdApiResponse = unknown;
export type DeleteContentViewsByIdApiArg = {
  /** An id. */
  id: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type GetContentRequestsByIdApiResponse =
  /** status 200 The request. */ Request;
export type GetContentRequestsByIdApiArg = {
  /** An id. */
  id: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PostContentRequestsByIdCancelApiResponse =
  | /** status 200 It had not started: it is cancelled and its units are free. */ RequestCourse
  | /** status 202 The workflow is told; the status follows. */ RequestCourse;
export type PostContentRequestsByIdCancelApiArg = {
  /** An id. */
  id: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PostContentRequestsByIdRetryApiResponse =
  /** status 202 Accepted as the next run; `platforms` are those of the run. */ RequestCourse;
export type PostContentRequestsByIdRetryApiArg = {
  /** An id. */
  id: string;
  /** The same key with the same body is answered alike for 24 hours and makes one thing only. */
  "idempotency-key"?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PostContentRequestsByIdApprovalLinksApiResponse =
  | /** status 200 Revoked. */ ApprovalLinks
  | /** status 202 A new link is on its way, or the workflow is told of the new due time. */ ApprovalLinks;
export type PostContentRequestsByIdApprovalLinksApiArg = {
  /** An id. */
  id: string;
  /** The same key with the same body is answered alike for 24 hours and makes one thing only. */
  "idempotency-key"?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  linkAction: LinkAction;
};
export type GetApprovalsApiResponse = /** status 200 One page. */ {
  items: WaitingReview[];
  /** Null on the last page. */
  next_cursor: string | null;
};
export type GetApprovalsApiArg = {
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: string;
  /** An id. */
  brandId?: string;
  /** An id. */
  requestId?: string;
  /** Only what waits for this address, or for whoever asks. */
  waitsFor?: "me" | string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type GetApprovalsByIdApiResponse =
  /** status 200 The review. */ WaitingReviewWithLinks;
export type GetApprovalsByIdApiArg = {
  /** An id. */
  id: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PatchApprovalsByIdApiResponse =
  /** status 200 As it is now. A new due time follows when the workflow has heard of it. */ WaitingReviewWithLinks;
export type PatchApprovalsByIdApiArg = {
  /** An id. */
  id: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  reviewChanges: ReviewChanges;
};
export type PostApprovalsByIdDecisionsApiResponse =
  /** status 200 Kept; the same again for the same decisions. */ MyDecisionsKept;
export type PostApprovalsByIdDecisionsApiArg = {
  /** An id. */
  id: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  myDecisions: MyDecisions;
};
export type GetApprovalPoliciesApiResponse = /** status 200 One page. */ {
  items: ApprovalPolicy[];
  /** Null on the last page. */
  next_cursor: string | null;
};
export type GetApprovalPoliciesApiArg = {
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PostApprovalPoliciesApiResponse =
  /** status 201 Made. */ ApprovalPolicy;
export type PostApprovalPoliciesApiArg = {
  /** The same key with the same body is answered alike for 24 hours and makes one thing only. */
  "idempotency-key"?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  approvalPolicyInput: ApprovalPolicyInput;
};
export type GetApprovalPoliciesByIdApiResponse =
  /** status 200 The policy. */ ApprovalPolicy;
export type GetApprovalPoliciesByIdApiArg = {
  /** An id. */
  id: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PutApprovalPoliciesByIdApiResponse =
  /** status 200 As it is now. */ ApprovalPolicy;
export type PutApprovalPoliciesByIdApiArg = {
  /** An id. */
  id: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  approvalPolicyInput: ApprovalPolicyInput;
};
export type DeleteApprovalPoliciesByIdApiResponse = unknown;
export type DeleteApprovalPoliciesByIdApiArg = {
  /** An id. */
  id: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type GetContentRequestsByIdDraftsByPlatformVersionsApiResponse =
  /** status 200 The versions. */ DraftVersions;
export type GetContentRequestsByIdDraftsByPlatformVersionsApiArg = {
  /** An id. */
  id: string;
  platform: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PostContentRequestsByIdDraftsByPlatformVersionsApiResponse =
  /** status 202 Kept; the review of it follows. */ EditedDraft;
export type PostContentRequestsByIdDraftsByPlatformVersionsApiArg = {
  /** An id. */
  id: string;
  platform: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
  /** The same key with the same body is answered alike for 24 hours and makes one thing only. */
  "idempotency-key"?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  draftEdit: DraftEdit;
};
export type PostContentRequestsByIdDraftsByPlatformRegenerateApiResponse =
  /** status 202 Accepted: the agents write it, and a review of it follows. */ RegeneratedDraft;
export type PostContentRequestsByIdDraftsByPlatformRegenerateApiArg = {
  /** An id. */
  id: string;
  platform: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
  /** The same key with the same body is answered alike for 24 hours and makes one thing only. */
  "idempotency-key"?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  regenerate: Regenerate;
};
export type GetContentCalendarApiResponse =
  /** status 200 The span, and what it does not show. */ Calendar;
export type GetContentCalendarApiArg = {
  /** A moment, or a day of the organization: from its beginning on. At most 100 days before `to`. */
  from: string;
  /** A moment, which is itself outside; or a day of the organization: through its end. */
  to: string;
  /** An id. */
  brandId?: string;
  platform?: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type PutContentRequestsByIdDraftsByPlatformSlotApiResponse =
  /** status 200 Where it is now. */ CalendarItem;
export type PutContentRequestsByIdDraftsByPlatformSlotApiArg = {
  /** An id. */
  id: string;
  platform: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
  slotMove: SlotMove;
};
export type DeleteContentRequestsByIdDraftsByPlatformSlotApiResponse =
  /** status 200 Where it is now. */ CalendarItem;
export type DeleteContentRequestsByIdDraftsByPlatformSlotApiArg = {
  /** An id. */
  id: string;
  platform: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
  /** Where you saw it: it is a conflict when somebody moved it meanwhile. */
  ifPlannedAt?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type GetBillingUsageApiResponse =
  /** status 200 This month, in UTC. */ Usage;
export type GetBillingUsageApiArg = {
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type GetBillingCostsApiResponse =
  /** status 200 Of the brands the caller sees. */ Costs;
export type GetBillingCostsApiArg = {
  /** 12 months up to `to` when absent. */
  from?: string;
  /** This month when absent; counted in. */
  to?: string;
  /** Which of the person’s organizations; may be absent for a member of only one. */
  "x-organization-id"?: string;
};
export type Accepted = {
  message: string;
};
export type Problem = {
  /** Where this kind of problem is described. */
  type: string;
  /** The kind of problem, in words. */
  title: string;
  status: number;
  /** For a person: what happened and what to do. */
  detail: string;
  /** Stable: programs decide by it. */
  code: string;
  /** The same as in X-Request-Id and in the logs. */
  request_id: string;
  details?: {
    [key: string]: any;
  };
};
export type Registration = {
  email: string;
  password: string;
  name?: string;
  organization_name: string;
};
export type Session = {
  access_token: string;
  token_type: "Bearer";
  /** Seconds. */
  expires_in: number;
  /** Works once; the answer to it holds the next. */
  refresh_token?: string;
  /** Where the refresh token is in a cookie. */
  csrf_token?: string;
  /** An id. */
  session_id: string;
  /** Nothing prolongs it. */
  session_expires_at: string;
  user: {
    /** An id. */
    id: string;
    email: string;
    name: string;
  };
  /** The one joined first; null for who has none. */
  organization: {
    /** An id. */
    id: string;
    name: string;
    plan: string;
    role: "owner" | "admin" | "editor" | "reviewer" | "viewer" | "client";
    /** Brands this member is limited to; null is every brand. */
    brand_ids: string[] | null;
  } | null;
  organizations: {
    /** An id. */
    id: string;
    name: string;
    plan: string;
    role: "owner" | "admin" | "editor" | "reviewer" | "viewer" | "client";
    /** Brands this member is limited to; null is every brand. */
    brand_ids: string[] | null;
  }[];
};
export type Verification = {
  token: string;
  password: string;
  /** `cookie`: an httpOnly cookie and a csrf_token to send as X-CSRF-Token, for browsers. `token`: in the body, for programs. */
  session?: "cookie" | "token";
};
export type Login = {
  email: string;
  password: string;
  /** `cookie`: an httpOnly cookie and a csrf_token to send as X-CSRF-Token, for browsers. `token`: in the body, for programs. */
  session?: "cookie" | "token";
};
export type Refresh = {
  /** Absent where it is in the cookie. */
  refresh_token?: string;
};
export type Me = {
  user: {
    /** An id. */
    id: string;
    email: string;
    name: string;
  };
  /** An id. */
  session_id: string;
  organizations: {
    /** An id. */
    id: string;
    name: string;
    plan: string;
    role: "owner" | "admin" | "editor" | "reviewer" | "viewer" | "client";
    /** Brands this member is limited to; null is every brand. */
    brand_ids: string[] | null;
  }[];
  /** In the organization that X-Organization-Id names, or in the only one. */
  permissions: (
    | "organization.read"
    | "organization.write"
    | "members.read"
    | "members.write"
    | "keys.read"
    | "keys.write"
    | "audit.read"
    | "usage.read"
    | "brands.read"
    | "brands.write"
    | "content.read"
    | "content.create"
    | "content.cancel"
    | "content.export"
    | "approvals.manage"
    | "approvals.configure"
    | "policies.read"
    | "policies.write"
    | "evidence.read"
    | "rules.read"
    | "rules.write"
  )[];
};
export type ForgottenPassword = {
  email: string;
};
export type PasswordReset = {
  token: string;
  password: string;
};
export type PasswordChange = {
  current_password: string;
  new_password: string;
};
export type OpenSession = {
  /** An id. */
  id: string;
  kind: "browser" | "program";
  /** Where it was opened from. */
  address: string;
  user_agent: string;
  /** A moment in UTC. */
  created_at: string;
  /** When it last took a new access token. */
  last_used_at: string;
  /** A moment in UTC. */
  expires_at: string;
  /** The one that asks. */
  current: boolean;
};
export type Identity = {
  /** An id. */
  id: string;
  provider: "google" | "linkedin";
  email: string | null;
  /** A moment in UTC. */
  created_at: string;
  /** A moment in UTC. */
  last_used_at: string;
};
export type WorkCalendar = {
  /** 1 is Monday. */
  business_days: number[];
  from: string;
  /** Later than `from`. */
  to: string;
  /** When nobody is reminded, besides days without work; it may cross midnight. */
  quiet_hours: {
    from: string;
    to: string;
  } | null;
  /** Their public holidays are days without work. */
  holidays_of: string[];
  /** Further days without work. */
  closed_on: string[];
};
export type Organization = {
  /** An id. */
  id: string;
  name: string;
  time_zone: string;
  plan: string;
  plan_active: boolean;
  work_calendar: WorkCalendar;
  /** Whether a deadline may approve in place of a person, and who consented to it when. */
  deadline_approval: {
    allowed: boolean;
    /** An id. */
    by: string | null;
    /** A moment in UTC. */
    at: string | null;
  };
  logo: {
    url: string;
    width: number;
    height: number;
  } | null;
  /** A moment in UTC. */
  created_at: string;
};
export type NewOrganization = {
  name: string;
};
export type OrganizationChanges = {
  name?: string;
  time_zone?:
    | "Africa/Abidjan"
    | "Africa/Accra"
    | "Africa/Addis_Ababa"
    | "Africa/Algiers"
    | "Africa/Asmera"
    | "Africa/Bamako"
    | "Africa/Bangui"
    | "Africa/Banjul"
    | "Africa/Bissau"
    | "Africa/Blantyre"
    | "Africa/Brazzaville"
    | "Africa/Bujumbura"
    | "Africa/Cairo"
    | "Africa/Casablanca"
    | "Africa/Ceuta"
    | "Africa/Conakry"
    | "Africa/Dakar"
    | "Africa/Dar_es_Salaam"
    | "Africa/Djibouti"
    | "Africa/Douala"
    | "Africa/El_Aaiun"
    | "Africa/Freetown"
    | "Africa/Gaborone"
    | "Africa/Harare"
    | "Africa/Johannesburg"
    | "Africa/Juba"
    | "Africa/Kampala"
    | "Africa/Khartoum"
    | "Africa/Kigali"
    | "Africa/Kinshasa"
    | "Africa/Lagos"
    | "Africa/Libreville"
    | "Africa/Lome"
    | "Africa/Luanda"
    | "Africa/Lubumbashi"
    | "Africa/Lusaka"
    | "Africa/Malabo"
    | "Africa/Maputo"
    | "Africa/Maseru"
    | "Africa/Mbabane"
    | "Africa/Mogadishu"
    | "Africa/Monrovia"
    | "Africa/Nairobi"
    | "Africa/Ndjamena"
    | "Africa/Niamey"
    | "Africa/Nouakchott"
    | "Africa/Ouagadougou"
    | "Africa/Porto-Novo"
    | "Africa/Sao_Tome"
    | "Africa/Tripoli"
    | "Africa/Tunis"
    | "Africa/Windhoek"
    | "America/Adak"
    | "America/Anchorage"
    | "America/Anguilla"
    | "America/Antigua"
    | "America/Araguaina"
    | "America/Argentina/La_Rioja"
    | "America/Argentina/Rio_Gallegos"
    | "America/Argentina/Salta"
    | "America/Argentina/San_Juan"
    | "America/Argentina/San_Luis"
    | "America/Argentina/Tucuman"
    | "America/Argentina/Ushuaia"
    | "America/Aruba"
    | "America/Asuncion"
    | "America/Bahia"
    | "America/Bahia_Banderas"
    | "America/Barbados"
    | "America/Belem"
    | "America/Belize"
    | "America/Blanc-Sablon"
    | "America/Boa_Vista"
    | "America/Bogota"
    | "America/Boise"
    | "America/Buenos_Aires"
    | "America/Cambridge_Bay"
    | "America/Campo_Grande"
    | "America/Cancun"
    | "America/Caracas"
    | "America/Catamarca"
    | "America/Cayenne"
    | "America/Cayman"
    | "America/Chicago"
    | "America/Chihuahua"
    | "America/Ciudad_Juarez"
    | "America/Coral_Harbour"
    | "America/Cordoba"
    | "America/Costa_Rica"
    | "America/Coyhaique"
    | "America/Creston"
    | "America/Cuiaba"
    | "America/Curacao"
    | "America/Danmarkshavn"
    | "America/Dawson"
    | "America/Dawson_Creek"
    | "America/Denver"
    | "America/Detroit"
    | "America/Dominica"
    | "America/Edmonton"
    | "America/Eirunepe"
    | "America/El_Salvador"
    | "America/Fort_Nelson"
    | "America/Fortaleza"
    | "America/Glace_Bay"
    | "America/Godthab"
    | "America/Goose_Bay"
    | "America/Grand_Turk"
    | "America/Grenada"
    | "America/Guadeloupe"
    | "America/Guatemala"
    | "America/Guayaquil"
    | "America/Guyana"
    | "America/Halifax"
    | "America/Havana"
    | "America/Hermosillo"
    | "America/Indiana/Knox"
    | "America/Indiana/Marengo"
    | "America/Indiana/Petersburg"
    | "America/Indiana/Tell_City"
    | "America/Indiana/Vevay"
    | "America/Indiana/Vincennes"
    | "America/Indiana/Winamac"
    | "America/Indianapolis"
    | "America/Inuvik"
    | "America/Iqaluit"
    | "America/Jamaica"
    | "America/Jujuy"
    | "America/Juneau"
    | "America/Kentucky/Monticello"
    | "America/Kralendijk"
    | "America/La_Paz"
    | "America/Lima"
    | "America/Los_Angeles"
    | "America/Louisville"
    | "America/Lower_Princes"
    | "America/Maceio"
    | "America/Managua"
    | "America/Manaus"
    | "America/Marigot"
    | "America/Martinique"
    | "America/Matamoros"
    | "America/Mazatlan"
    | "America/Mendoza"
    | "America/Menominee"
    | "America/Merida"
    | "America/Metlakatla"
    | "America/Mexico_City"
    | "America/Miquelon"
    | "America/Moncton"
    | "America/Monterrey"
    | "America/Montevideo"
    | "America/Montserrat"
    | "America/Nassau"
    | "America/New_York"
    | "America/Nome"
    | "America/Noronha"
    | "America/North_Dakota/Beulah"
    | "America/North_Dakota/Center"
    | "America/North_Dakota/New_Salem"
    | "America/Ojinaga"
    | "America/Panama"
    | "America/Paramaribo"
    | "America/Phoenix"
    | "America/Port-au-Prince"
    | "America/Port_of_Spain"
    | "America/Porto_Velho"
    | "America/Puerto_Rico"
    | "America/Punta_Arenas"
    | "America/Rankin_Inlet"
    | "America/Recife"
    | "America/Regina"
    | "America/Resolute"
    | "America/Rio_Branco"
    | "America/Santarem"
    | "America/Santiago"
    | "America/Santo_Domingo"
    | "America/Sao_Paulo"
    | "America/Scoresbysund"
    | "America/Sitka"
    | "America/St_Barthelemy"
    | "America/St_Johns"
    | "America/St_Kitts"
    | "America/St_Lucia"
    | "America/St_Thomas"
    | "America/St_Vincent"
    | "America/Swift_Current"
    | "America/Tegucigalpa"
    | "America/Thule"
    | "America/Tijuana"
    | "America/Toronto"
    | "America/Tortola"
    | "America/Vancouver"
    | "America/Whitehorse"
    | "America/Winnipeg"
    | "America/Yakutat"
    | "Antarctica/Casey"
    | "Antarctica/Davis"
    | "Antarctica/DumontDUrville"
    | "Antarctica/Macquarie"
    | "Antarctica/Mawson"
    | "Antarctica/McMurdo"
    | "Antarctica/Palmer"
    | "Antarctica/Rothera"
    | "Antarctica/Syowa"
    | "Antarctica/Troll"
    | "Antarctica/Vostok"
    | "Arctic/Longyearbyen"
    | "Asia/Aden"
    | "Asia/Almaty"
    | "Asia/Amman"
    | "Asia/Anadyr"
    | "Asia/Aqtau"
    | "Asia/Aqtobe"
    | "Asia/Ashgabat"
    | "Asia/Atyrau"
    | "Asia/Baghdad"
    | "Asia/Bahrain"
    | "Asia/Baku"
    | "Asia/Bangkok"
    | "Asia/Barnaul"
    | "Asia/Beirut"
    | "Asia/Bishkek"
    | "Asia/Brunei"
    | "Asia/Calcutta"
    | "Asia/Chita"
    | "Asia/Colombo"
    | "Asia/Damascus"
    | "Asia/Dhaka"
    | "Asia/Dili"
    | "Asia/Dubai"
    | "Asia/Dushanbe"
    | "Asia/Famagusta"
    | "Asia/Gaza"
    | "Asia/Hebron"
    | "Asia/Hong_Kong"
    | "Asia/Hovd"
    | "Asia/Irkutsk"
    | "Asia/Jakarta"
    | "Asia/Jayapura"
    | "Asia/Jerusalem"
    | "Asia/Kabul"
    | "Asia/Kamchatka"
    | "Asia/Karachi"
    | "Asia/Katmandu"
    | "Asia/Khandyga"
    | "Asia/Krasnoyarsk"
    | "Asia/Kuala_Lumpur"
    | "Asia/Kuching"
    | "Asia/Kuwait"
    | "Asia/Macau"
    | "Asia/Magadan"
    | "Asia/Makassar"
    | "Asia/Manila"
    | "Asia/Muscat"
    | "Asia/Nicosia"
    | "Asia/Novokuznetsk"
    | "Asia/Novosibirsk"
    | "Asia/Omsk"
    | "Asia/Oral"
    | "Asia/Phnom_Penh"
    | "Asia/Pontianak"
    | "Asia/Pyongyang"
    | "Asia/Qatar"
    | "Asia/Qostanay"
    | "Asia/Qyzylorda"
    | "Asia/Rangoon"
    | "Asia/Riyadh"
    | "Asia/Saigon"
    | "Asia/Sakhalin"
    | "Asia/Samarkand"
    | "Asia/Seoul"
    | "Asia/Shanghai"
    | "Asia/Singapore"
    | "Asia/Srednekolymsk"
    | "Asia/Taipei"
    | "Asia/Tashkent"
    | "Asia/Tbilisi"
    | "Asia/Tehran"
    | "Asia/Thimphu"
    | "Asia/Tokyo"
    | "Asia/Tomsk"
    | "Asia/Ulaanbaatar"
    | "Asia/Urumqi"
    | "Asia/Ust-Nera"
    | "Asia/Vientiane"
    | "Asia/Vladivostok"
    | "Asia/Yakutsk"
    | "Asia/Yekaterinburg"
    | "Asia/Yerevan"
    | "Atlantic/Azores"
    | "Atlantic/Bermuda"
    | "Atlantic/Canary"
    | "Atlantic/Cape_Verde"
    | "Atlantic/Faeroe"
    | "Atlantic/Madeira"
    | "Atlantic/Reykjavik"
    | "Atlantic/South_Georgia"
    | "Atlantic/St_Helena"
    | "Atlantic/Stanley"
    | "Australia/Adelaide"
    | "Australia/Brisbane"
    | "Australia/Broken_Hill"
    | "Australia/Darwin"
    | "Australia/Eucla"
    | "Australia/Hobart"
    | "Australia/Lindeman"
    | "Australia/Lord_Howe"
    | "Australia/Melbourne"
    | "Australia/Perth"
    | "Australia/Sydney"
    | "Europe/Amsterdam"
    | "Europe/Andorra"
    | "Europe/Astrakhan"
    | "Europe/Athens"
    | "Europe/Belgrade"
    | "Europe/Berlin"
    | "Europe/Bratislava"
    | "Europe/Brussels"
    | "Europe/Bucharest"
    | "Europe/Budapest"
    | "Europe/Busingen"
    | "Europe/Chisinau"
    | "Europe/Copenhagen"
    | "Europe/Dublin"
    | "Europe/Gibraltar"
    | "Europe/Guernsey"
    | "Europe/Helsinki"
    | "Europe/Isle_of_Man"
    | "Europe/Istanbul"
    | "Europe/Jersey"
    | "Europe/Kaliningrad"
    | "Europe/Kiev"
    | "Europe/Kirov"
    | "Europe/Lisbon"
    | "Europe/Ljubljana"
    | "Europe/London"
    | "Europe/Luxembourg"
    | "Europe/Madrid"
    | "Europe/Malta"
    | "Europe/Mariehamn"
    | "Europe/Minsk"
    | "Europe/Monaco"
    | "Europe/Moscow"
    | "Europe/Oslo"
    | "Europe/Paris"
    | "Europe/Podgorica"
    | "Europe/Prague"
    | "Europe/Riga"
    | "Europe/Rome"
    | "Europe/Samara"
    | "Europe/San_Marino"
    | "Europe/Sarajevo"
    | "Europe/Saratov"
    | "Europe/Simferopol"
    | "Europe/Skopje"
    | "Europe/Sofia"
    | "Europe/Stockholm"
    | "Europe/Tallinn"
    | "Europe/Tirane"
    | "Europe/Ulyanovsk"
    | "Europe/Vaduz"
    | "Europe/Vatican"
    | "Europe/Vienna"
    | "Europe/Vilnius"
    | "Europe/Volgograd"
    | "Europe/Warsaw"
    | "Europe/Zagreb"
    | "Europe/Zurich"
    | "Indian/Antananarivo"
    | "Indian/Chagos"
    | "Indian/Christmas"
    | "Indian/Cocos"
    | "Indian/Comoro"
    | "Indian/Kerguelen"
    | "Indian/Mahe"
    | "Indian/Maldives"
    | "Indian/Mauritius"
    | "Indian/Mayotte"
    | "Indian/Reunion"
    | "Pacific/Apia"
    | "Pacific/Auckland"
    | "Pacific/Bougainville"
    | "Pacific/Chatham"
    | "Pacific/Easter"
    | "Pacific/Efate"
    | "Pacific/Enderbury"
    | "Pacific/Fakaofo"
    | "Pacific/Fiji"
    | "Pacific/Funafuti"
    | "Pacific/Galapagos"
    | "Pacific/Gambier"
    | "Pacific/Guadalcanal"
    | "Pacific/Guam"
    | "Pacific/Honolulu"
    | "Pacific/Kiritimati"
    | "Pacific/Kosrae"
    | "Pacific/Kwajalein"
    | "Pacific/Majuro"
    | "Pacific/Marquesas"
    | "Pacific/Midway"
    | "Pacific/Nauru"
    | "Pacific/Niue"
    | "Pacific/Norfolk"
    | "Pacific/Noumea"
    | "Pacific/Pago_Pago"
    | "Pacific/Palau"
    | "Pacific/Pitcairn"
    | "Pacific/Ponape"
    | "Pacific/Port_Moresby"
    | "Pacific/Rarotonga"
    | "Pacific/Saipan"
    | "Pacific/Tahiti"
    | "Pacific/Tarawa"
    | "Pacific/Tongatapu"
    | "Pacific/Truk"
    | "Pacific/Wake"
    | "Pacific/Wallis"
    | "UTC";
  work_calendar?: WorkCalendar;
  /** Whether a deadline may approve where a policy says so. */
  deadline_approval?: boolean;
};
export type Logo = {
  url: string;
  width: number;
  height: number;
};
export type LogoInput = {
  /** A PNG, JPEG or WebP, in base64; made smaller to fit 480 x 120. */
  image: string;
};
export type Member = {
  /** An id. */
  user_id: string;
  email: string;
  name: string;
  role: "owner" | "admin" | "editor" | "reviewer" | "viewer" | "client";
  brand_ids: string[] | null;
  /** A moment in UTC. */
  joined_at: string;
};
export type MemberChanges = {
  role: "owner" | "admin" | "editor" | "reviewer" | "viewer" | "client";
  /** Null is every brand. A client must be limited to some; owners and admins cannot be. */
  brand_ids?: string[] | null;
};
export type Invitation = {
  /** An id. */
  id: string;
  email: string;
  role: "owner" | "admin" | "editor" | "reviewer" | "viewer" | "client";
  brand_ids: string[] | null;
  /** An id. */
  invited_by: string | null;
  state: "open" | "expired" | "accepted" | "revoked";
  /** A moment in UTC. */
  created_at: string;
  /** A moment in UTC. */
  expires_at: string;
};
export type NewInvitation = {
  email: string;
  role: "owner" | "admin" | "editor" | "reviewer" | "viewer" | "client";
  /** Null is every brand. A client must be limited to some; owners and admins cannot be. */
  brand_ids?: string[] | null;
};
export type SignedInAcceptance = {
  token: string;
};
export type ApiKey = {
  /** An id. */
  id: string;
  name: string;
  /** The part of the key that may be shown. */
  prefix: string;
  scopes: (
    | "brands.read"
    | "brands.write"
    | "content.read"
    | "content.create"
    | "content.cancel"
    | "content.export"
    | "approvals.manage"
    | "usage.read"
  )[];
  brand_ids: string[] | null;
  /** An id. */
  created_by: string | null;
  /** A moment in UTC. */
  created_at: string;
  /** A moment in UTC. */
  expires_at: string | null;
  /** To the minute. */
  last_used_at: string | null;
  /** A moment in UTC. */
  revoked_at: string | null;
};
export type MadeApiKey = {
  /** An id. */
  id: string;
  name: string;
  /** The part of the key that may be shown. */
  prefix: string;
  scopes: (
    | "brands.read"
    | "brands.write"
    | "content.read"
    | "content.create"
    | "content.cancel"
    | "content.export"
    | "approvals.manage"
    | "usage.read"
  )[];
  brand_ids: string[] | null;
  /** An id. */
  created_by: string | null;
  /** A moment in UTC. */
  created_at: string;
  /** A moment in UTC. */
  expires_at: string | null;
  /** To the minute. */
  last_used_at: string | null;
  /** A moment in UTC. */
  revoked_at: string | null;
  /** Shown this once: only its hash is kept. */
  key: string;
};
export type NewApiKey = {
  name: string;
  scopes: (
    | "brands.read"
    | "brands.write"
    | "content.read"
    | "content.create"
    | "content.cancel"
    | "content.export"
    | "approvals.manage"
    | "usage.read"
  )[];
  /** Null is every brand. */
  brand_ids?: string[] | null;
  /** Null is never. */
  expires_at?: string | null;
};
export type AuditEntry = {
  /** Its place in the organization’s chain, from 1 without a gap. */
  seq: number;
  /** A moment in UTC. */
  at: string;
  /** Who: `user/<id>`, `key/<id>` or `link/<id>`. */
  actor: string;
  action: string;
  /** On what. */
  subject: string;
  /** From where. */
  address: string;
  /** An id. */
  request_id: string | null;
  data: {
    [key: string]: any;
  };
  /** SHA-256 over this row and the hash before it. */
  hash: string;
  prev_hash: string;
};
export type AuditVerification = {
  intact: boolean;
  rows: number;
  /** Hash of the newest row: keep it elsewhere, and a chain rewritten whole shows as well. */
  head: string | null;
  fault: {
    seq: number;
    fault: string;
  } | null;
};
export type ListedBrand = {
  /** An id. */
  id: string;
  brand_name: string;
  brand_voice: {
    tone?: string[];
    formality?: "casual" | "neutral" | "formal";
    person?: "we" | "I" | "they";
    emoji?: "none" | "some" | "many";
    favourite_words?: string[];
    banned_words?: string[];
    hashtags?: string[];
    tagline?: string;
  };
  brand_guidelines: string;
  target_audience: {
    description?: string;
    segments?: string[];
    interests?: string[];
    locations?: string[];
  };
  competitors: string[];
  feeds: string[];
  countries: string[];
  kit: {
    colours?: {
      primary?: string | null;
      background?: string | null;
      ink?: string | null;
    };
    font?: "sans" | "serif";
    template?: "auto" | "editorial" | "poster" | "numeral";
    text_cards?: boolean;
  };
  /** Counts every change of the brand and of its learned rules. */
  version: number;
  is_default: boolean;
  /** A moment in UTC. */
  created_at: string;
  /** A moment in UTC. */
  updated_at: string;
};
export type Brands = {
  items: ListedBrand[];
  /** Null on the last page. */
  next_cursor: string | null;
};
export type Brand = {
  /** An id. */
  id: string;
  brand_name: string;
  brand_voice: {
    tone?: string[];
    formality?: "casual" | "neutral" | "formal";
    person?: "we" | "I" | "they";
    emoji?: "none" | "some" | "many";
    favourite_words?: string[];
    banned_words?: string[];
    hashtags?: string[];
    tagline?: string;
  };
  brand_guidelines: string;
  target_audience: {
    description?: string;
    segments?: string[];
    interests?: string[];
    locations?: string[];
  };
  competitors: string[];
  feeds: string[];
  countries: string[];
  /** Texts that the brand published, from which its voice is read. */
  samples: string[];
  kit: {
    colours?: {
      primary?: string | null;
      background?: string | null;
      ink?: string | null;
    };
    font?: "sans" | "serif";
    template?: "auto" | "editorial" | "poster" | "numeral";
    text_cards?: boolean;
  };
  /** Counts every change of the brand and of its learned rules. */
  version: number;
  is_default: boolean;
  /** A moment in UTC. */
  created_at: string;
  /** A moment in UTC. */
  updated_at: string;
};
export type NewBrand = {
  brand_name: string;
  brand_voice?: {
    tone?: string[];
    formality?: "casual" | "neutral" | "formal";
    person?: "we" | "I" | "they";
    emoji?: "none" | "some" | "many";
    favourite_words?: string[];
    banned_words?: string[];
    hashtags?: string[];
    tagline?: string;
  };
  brand_guidelines?: string;
  target_audience?: {
    description?: string;
    segments?: string[];
    interests?: string[];
    locations?: string[];
  };
  competitors?: string[];
  feeds?: string[];
  countries?: (
    | "AD"
    | "AE"
    | "AF"
    | "AG"
    | "AI"
    | "AL"
    | "AM"
    | "AO"
    | "AQ"
    | "AR"
    | "AS"
    | "AT"
    | "AU"
    | "AW"
    | "AX"
    | "AZ"
    | "BA"
    | "BB"
    | "BD"
    | "BE"
    | "BF"
    | "BG"
    | "BH"
    | "BI"
    | "BJ"
    | "BL"
    | "BM"
    | "BN"
    | "BO"
    | "BQ"
    | "BR"
    | "BS"
    | "BT"
    | "BV"
    | "BW"
    | "BY"
    | "BZ"
    | "CA"
    | "CC"
    | "CD"
    | "CF"
    | "CG"
    | "CH"
    | "CI"
    | "CK"
    | "CL"
    | "CM"
    | "CN"
    | "CO"
    | "CR"
    | "CU"
    | "CV"
    | "CW"
    | "CX"
    | "CY"
    | "CZ"
    | "DE"
    | "DJ"
    | "DK"
    | "DM"
    | "DO"
    | "DZ"
    | "EC"
    | "EE"
    | "EG"
    | "EH"
    | "ER"
    | "ES"
    | "ET"
    | "FI"
    | "FJ"
    | "FK"
    | "FM"
    | "FO"
    | "FR"
    | "GA"
    | "GB"
    | "GD"
    | "GE"
    | "GF"
    | "GG"
    | "GH"
    | "GI"
    | "GL"
    | "GM"
    | "GN"
    | "GP"
    | "GQ"
    | "GR"
    | "GS"
    | "GT"
    | "GU"
    | "GW"
    | "GY"
    | "HK"
    | "HM"
    | "HN"
    | "HR"
    | "HT"
    | "HU"
    | "ID"
    | "IE"
    | "IL"
    | "IM"
    | "IN"
    | "IO"
    | "IQ"
    | "IR"
    | "IS"
    | "IT"
    | "JE"
    | "JM"
    | "JO"
    | "JP"
    | "KE"
    | "KG"
    | "KH"
    | "KI"
    | "KM"
    | "KN"
    | "KP"
    | "KR"
    | "KW"
    | "KY"
    | "KZ"
    | "LA"
    | "LB"
    | "LC"
    | "LI"
    | "LK"
    | "LR"
    | "LS"
    | "LT"
    | "LU"
    | "LV"
    | "LY"
    | "MA"
    | "MC"
    | "MD"
    | "ME"
    | "MF"
    | "MG"
    | "MH"
    | "MK"
    | "ML"
    | "MM"
    | "MN"
    | "MO"
    | "MP"
    | "MQ"
    | "MR"
    | "MS"
    | "MT"
    | "MU"
    | "MV"
    | "MW"
    | "MX"
    | "MY"
    | "MZ"
    | "NA"
    | "NC"
    | "NE"
    | "NF"
    | "NG"
    | "NI"
    | "NL"
    | "NO"
    | "NP"
    | "NR"
    | "NU"
    | "NZ"
    | "OM"
    | "PA"
    | "PE"
    | "PF"
    | "PG"
    | "PH"
    | "PK"
    | "PL"
    | "PM"
    | "PN"
    | "PR"
    | "PS"
    | "PT"
    | "PW"
    | "PY"
    | "QA"
    | "RE"
    | "RO"
    | "RS"
    | "RU"
    | "RW"
    | "SA"
    | "SB"
    | "SC"
    | "SD"
    | "SE"
    | "SG"
    | "SH"
    | "SI"
    | "SJ"
    | "SK"
    | "SL"
    | "SM"
    | "SN"
    | "SO"
    | "SR"
    | "SS"
    | "ST"
    | "SV"
    | "SX"
    | "SY"
    | "SZ"
    | "TC"
    | "TD"
    | "TF"
    | "TG"
    | "TH"
    | "TJ"
    | "TK"
    | "TL"
    | "TM"
    | "TN"
    | "TO"
    | "TR"
    | "TT"
    | "TV"
    | "TW"
    | "TZ"
    | "UA"
    | "UG"
    | "UM"
    | "US"
    | "UY"
    | "UZ"
    | "VA"
    | "VC"
    | "VE"
    | "VG"
    | "VI"
    | "VN"
    | "VU"
    | "WF"
    | "WS"
    | "YE"
    | "YT"
    | "ZA"
    | "ZM"
    | "ZW"
  )[];
  samples?: string[];
  kit?: {
    colours?: {
      primary?: string | null;
      background?: string | null;
      ink?: string | null;
    };
    font?: "sans" | "serif";
    template?: "auto" | "editorial" | "poster" | "numeral";
    text_cards?: boolean;
  };
  is_default?: boolean;
};
export type BrandChanges = {
  brand_name?: string;
  brand_voice?: {
    tone?: string[];
    formality?: "casual" | "neutral" | "formal";
    person?: "we" | "I" | "they";
    emoji?: "none" | "some" | "many";
    favourite_words?: string[];
    banned_words?: string[];
    hashtags?: string[];
    tagline?: string;
  };
  brand_guidelines?: string;
  target_audience?: {
    description?: string;
    segments?: string[];
    interests?: string[];
    locations?: string[];
  };
  competitors?: string[];
  feeds?: string[];
  countries?: (
    | "AD"
    | "AE"
    | "AF"
    | "AG"
    | "AI"
    | "AL"
    | "AM"
    | "AO"
    | "AQ"
    | "AR"
    | "AS"
    | "AT"
    | "AU"
    | "AW"
    | "AX"
    | "AZ"
    | "BA"
    | "BB"
    | "BD"
    | "BE"
    | "BF"
    | "BG"
    | "BH"
    | "BI"
    | "BJ"
    | "BL"
    | "BM"
    | "BN"
    | "BO"
    | "BQ"
    | "BR"
    | "BS"
    | "BT"
    | "BV"
    | "BW"
    | "BY"
    | "BZ"
    | "CA"
    | "CC"
    | "CD"
    | "CF"
    | "CG"
    | "CH"
    | "CI"
    | "CK"
    | "CL"
    | "CM"
    | "CN"
    | "CO"
    | "CR"
    | "CU"
    | "CV"
    | "CW"
    | "CX"
    | "CY"
    | "CZ"
    | "DE"
    | "DJ"
    | "DK"
    | "DM"
    | "DO"
    | "DZ"
    | "EC"
    | "EE"
    | "EG"
    | "EH"
    | "ER"
    | "ES"
    | "ET"
    | "FI"
    | "FJ"
    | "FK"
    | "FM"
    | "FO"
    | "FR"
    | "GA"
    | "GB"
    | "GD"
    | "GE"
    | "GF"
    | "GG"
    | "GH"
    | "GI"
    | "GL"
    | "GM"
    | "GN"
    | "GP"
    | "GQ"
    | "GR"
    | "GS"
    | "GT"
    | "GU"
    | "GW"
    | "GY"
    | "HK"
    | "HM"
    | "HN"
    | "HR"
    | "HT"
    | "HU"
    | "ID"
    | "IE"
    | "IL"
    | "IM"
    | "IN"
    | "IO"
    | "IQ"
    | "IR"
    | "IS"
    | "IT"
    | "JE"
    | "JM"
    | "JO"
    | "JP"
    | "KE"
    | "KG"
    | "KH"
    | "KI"
    | "KM"
    | "KN"
    | "KP"
    | "KR"
    | "KW"
    | "KY"
    | "KZ"
    | "LA"
    | "LB"
    | "LC"
    | "LI"
    | "LK"
    | "LR"
    | "LS"
    | "LT"
    | "LU"
    | "LV"
    | "LY"
    | "MA"
    | "MC"
    | "MD"
    | "ME"
    | "MF"
    | "MG"
    | "MH"
    | "MK"
    | "ML"
    | "MM"
    | "MN"
    | "MO"
    | "MP"
    | "MQ"
    | "MR"
    | "MS"
    | "MT"
    | "MU"
    | "MV"
    | "MW"
    | "MX"
    | "MY"
    | "MZ"
    | "NA"
    | "NC"
    | "NE"
    | "NF"
    | "NG"
    | "NI"
    | "NL"
    | "NO"
    | "NP"
    | "NR"
    | "NU"
    | "NZ"
    | "OM"
    | "PA"
    | "PE"
    | "PF"
    | "PG"
    | "PH"
    | "PK"
    | "PL"
    | "PM"
    | "PN"
    | "PR"
    | "PS"
    | "PT"
    | "PW"
    | "PY"
    | "QA"
    | "RE"
    | "RO"
    | "RS"
    | "RU"
    | "RW"
    | "SA"
    | "SB"
    | "SC"
    | "SD"
    | "SE"
    | "SG"
    | "SH"
    | "SI"
    | "SJ"
    | "SK"
    | "SL"
    | "SM"
    | "SN"
    | "SO"
    | "SR"
    | "SS"
    | "ST"
    | "SV"
    | "SX"
    | "SY"
    | "SZ"
    | "TC"
    | "TD"
    | "TF"
    | "TG"
    | "TH"
    | "TJ"
    | "TK"
    | "TL"
    | "TM"
    | "TN"
    | "TO"
    | "TR"
    | "TT"
    | "TV"
    | "TW"
    | "TZ"
    | "UA"
    | "UG"
    | "UM"
    | "US"
    | "UY"
    | "UZ"
    | "VA"
    | "VC"
    | "VE"
    | "VG"
    | "VI"
    | "VN"
    | "VU"
    | "WF"
    | "WS"
    | "YE"
    | "YT"
    | "ZA"
    | "ZM"
    | "ZW"
  )[];
  samples?: string[];
  kit?: {
    colours?: {
      primary?: string | null;
      background?: string | null;
      ink?: string | null;
    };
    font?: "sans" | "serif";
    template?: "auto" | "editorial" | "poster" | "numeral";
    text_cards?: boolean;
  };
  is_default?: true;
};
export type VoiceSign = {
  times: number;
  /** The words around the first places, at most 3. */
  quotes: string[];
};
export type VoiceProfile = {
  texts: {
    samples: number;
    approved_drafts: number;
    words: number;
  };
  /** Whether there was enough to read for any trait to have a value. */
  enough: boolean;
  person: {
    value: ("we" | "I" | "they" | null) | ("we" | "I" | "they" | null);
    signs: {
      we: VoiceSign;
      I: VoiceSign;
    };
  };
  formality: {
    value:
      | ("casual" | "neutral" | "formal" | null)
      | ("casual" | "neutral" | "formal" | null);
    signs: {
      casual: VoiceSign;
      formal: VoiceSign;
    };
  };
  sentence_length: {
    mean_words: number | null;
    longest: string;
  };
  emoji: {
    value:
      ("none" | "some" | "many" | null) | ("none" | "some" | "many" | null);
    a_text: number;
    favourites: string[];
  };
  punctuation: {
    exclamations: VoiceSign;
    questions: VoiceSign;
    ellipses: VoiceSign;
    dashes: VoiceSign;
    sentences: number;
  };
  favourite_words: {
    word: string;
    texts: number;
    quote: string;
  }[];
  /** Words that the brand says it never says, and the texts do. */
  banned_words: {
    word: string;
    times: number;
    /** The words around the first places, at most 3. */
    quotes: string[];
  }[];
  /** What drafts are held to: what the brand stated, and what its texts show where it stated nothing. */
  voice: {
    tone?: string[];
    formality?: "casual" | "neutral" | "formal";
    person?: "we" | "I" | "they";
    emoji?: "none" | "some" | "many";
    favourite_words?: string[];
    banned_words?: string[];
    hashtags?: string[];
    tagline?: string;
  };
};
export type VoiceJudgement = {
  /** 1 is the voice of the brand; the agents are told to change what lowers it. */
  score: number;
  /** What to change, each as a sentence; empty where nothing is amiss. */
  reasons: string[];
  emoji: number;
  exclamation_marks: number;
};
export type VoiceCheck = {
  text: string;
  /** The language of the text: manners differ. */
  language: "en" | "id";
};
export type VoiceRule = {
  /** An id. */
  id: string;
  kind:
    | "never_say"
    | "say_instead"
    | "first_line"
    | "no_emoji"
    | "no_exclamation"
    | "hashtags";
  value: {
    [key: string]: any;
  };
  /** The rule as agents and people read it. */
  sentence: string;
  evidence: {
    /** An id. */
    request_id: string;
    platform: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
    version: number;
    quote: string;
  }[];
  state: "proposed" | "accepted" | "dismissed";
  /** A moment in UTC. */
  decided_at: string | null;
  /** A moment in UTC. */
  created_at: string;
};
export type VoiceRuleDecision = {
  state: "accepted" | "dismissed";
};
export type RuleOverride = {
  limit: number | null;
  severity:
    | ("BLOCK" | "WARN" | "INFO" | "off" | null)
    | ("BLOCK" | "WARN" | "INFO" | "off" | null);
  reason: string;
  set_by: string;
  /** A moment in UTC. */
  set_at: string;
} | null;
export type Rule = {
  id: string;
  platform: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
  severity: "BLOCK" | "WARN" | "INFO";
  stage: "draft" | "approval" | "export";
  effective_from: string;
  source: string;
  confidence: "high" | "medium" | "low";
  /** Empty: all. */
  content_types: string[];
  limit: number | null;
  /** What is sure stays as it is. */
  may_override: boolean;
  override: RuleOverride;
};
export type NewRuleOverride = any;
export type Denied = {
  terms: string[];
  hashtags: string[];
  checked_on: string | null;
  set_by: string | null;
  /** A moment in UTC. */
  set_at: string | null;
};
export type NewDenied = {
  /** Words and phrases that no draft may hold, whatever their case. */
  terms: string[];
  hashtags: string[];
  /** When somebody last looked through them; today when absent. */
  checked_on?: string;
};
export type Disclosure = {
  connection: "none" | "paid" | "gifted" | "affiliate" | "own_brand";
  sponsor: string;
  countries: string[];
};
export type RequestLinks = {
  self: string;
  events: string;
  cancel: string;
  retry: string;
  approval_links: string;
  export: string;
  /** The workflow of the current run, where TEMPORAL_UI_URL is set. */
  temporal_ui?: string;
};
export type Level = {
  name: string;
  approvers: {
    email: string;
    name: string;
    /** An id. */
    user_id: string | null;
  }[];
  needs: ("any" | "all") | number;
  due_in_hours: number;
  hours: "calendar" | "business";
  remind_before_hours: number[];
  backup: {
    email: string;
    name: string;
    /** An id. */
    user_id: string | null;
  }[];
  escalate_before_hours: number | null;
  on_deadline: "expire" | "hold" | "reassign" | "reject" | "approve";
  code_by_mail: boolean;
};
export type RequestApproval = {
  mode: "required" | "none";
  due_in_hours: number;
  remind_before_hours: number[];
  /** Of the first level. */
  approvers: {
    email: string;
    name: string;
  }[];
  /** Which platforms go through which levels. */
  tracks: {
    platforms: ("instagram" | "linkedin" | "tiktok" | "facebook" | "x")[];
    policy: {
      /** An id. */
      id: string;
      name: string;
    } | null;
    levels: Level[];
  }[];
};
export type AcceptedRequest = {
  /** An id. */
  id: string;
  status:
    | "pending"
    | "generating"
    | "awaiting_approval"
    | "revising"
    | "needs_attention"
    | "completed"
    | "partial"
    | "rejected"
    | "expired"
    | "cancelled"
    | "failed";
  /** What happens next, or what a person can do. */
  next_step: string;
  prompt: string;
  brand: {
    /** An id. */
    id: string;
    name: string;
  };
  language: "en" | "id";
  disclosure: Disclosure;
  platforms: {
    platform: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
    content_type:
      | "post"
      | "carousel"
      | "reel"
      | "story"
      | "article"
      | "script"
      | "photo"
      | "thread";
    status:
      | "pending"
      | "generating"
      | "awaiting_approval"
      | "revising"
      | "needs_attention"
      | "approved"
      | "rejected"
      | "expired"
      | "cancelled"
      | "failed";
    reason: string;
    version: number;
  }[];
  links: RequestLinks;
  approval: RequestApproval;
};
export type ApproverToAsk =
  | {
      email: string;
      name?: string;
    }
  | {
      /** An id. */
      user_id: string;
    };
export type LevelToAsk = {
  name?: string;
  /** `any`: the first decision decides. `all`, or so many: that many approvals. */
  needs?: ("any" | "all") | number;
  /** 72 when absent. */
  due_in_hours?: number;
  /** Which hours count; all of them when absent. */
  hours?: "calendar" | "business";
  /** Hours before the due time, moved into working hours. 24 and 4, where they fit, when absent. */
  remind_before_hours?: number[];
  /** Asked as well from the escalation on, or in place of the others. */
  backup?: ApproverToAsk[];
  escalate_before_hours?: number | null;
  /** `expire` when absent. `approve` only where the organization consented to it. */
  on_deadline?: "expire" | "hold" | "reassign" | "reject" | "approve";
  /** Whether the page asks for a code that is mailed when it is opened. */
  code_by_mail?: boolean;
  /** Who is asked. */
  approvers: ApproverToAsk[];
};
export type Generate = {
  prompt: string;
  platforms: ("instagram" | "linkedin" | "tiktok" | "facebook" | "x")[];
  /** The organization’s default brand when absent. */
  brand_profile_id?: string;
  content_types?: {
    instagram?: "post" | "carousel" | "reel" | "story";
    linkedin?: "post" | "article";
    tiktok?: "script" | "photo";
    facebook?: "post" | "reel";
    x?: "thread" | "post";
  };
  language?: "en" | "id";
  disclosure?: {
    /** `own_brand` promotes itself; `paid`, `gifted` and `affiliate` owe the audience a disclosure, which drafts then carry. */
    connection?: "none" | "paid" | "gifted" | "affiliate" | "own_brand";
    /** Who pays or gives, as the drafts name them. */
    sponsor?: string;
    /** Where the drafts will be seen, ISO 3166-1 alpha-2. */
    countries?: string[];
  };
  approval?: {
    mode?: "required" | "none";
    /** The caller when absent. */
    approvers?: ApproverToAsk[];
    name?: string;
    /** `any`: the first decision decides. `all`, or so many: that many approvals. */
    needs?: ("any" | "all") | number;
    /** 72 when absent. */
    due_in_hours?: number;
    /** Which hours count; all of them when absent. */
    hours?: "calendar" | "business";
    /** Hours before the due time, moved into working hours. 24 and 4, where they fit, when absent. */
    remind_before_hours?: number[];
    /** Asked as well from the escalation on, or in place of the others. */
    backup?: ApproverToAsk[];
    escalate_before_hours?: number | null;
    /** `expire` when absent. `approve` only where the organization consented to it. */
    on_deadline?: "expire" | "hold" | "reassign" | "reject" | "approve";
    /** Whether the page asks for a code that is mailed when it is opened. */
    code_by_mail?: boolean;
    /** Several levels, in order; in place of the fields of one. */
    levels?: LevelToAsk[];
    /** A policy of the organization; in place of everything else. */
    policy_id?: string;
  };
};
export type HistoryItem = {
  /** An id. */
  id: string;
  status:
    | "pending"
    | "generating"
    | "awaiting_approval"
    | "revising"
    | "needs_attention"
    | "completed"
    | "partial"
    | "rejected"
    | "expired"
    | "cancelled"
    | "failed";
  reason: string;
  /** What happens next, or what a person can do. */
  next_step: string;
  /** Addresses whose link is still good, of one that waits for a decision. */
  waits_for: string[];
  /** Until when, of one that waits for a decision. */
  due_at: string | null;
  prompt: string;
  brand: {
    /** An id. */
    id: string;
    name: string;
  };
  platforms: ("instagram" | "linkedin" | "tiktok" | "facebook" | "x")[];
  language: "en" | "id";
  units: {
    reserved: number;
    committed: number;
    released: number;
  };
  /** Spent on models so far. */
  cost_usd: number;
  /** A moment in UTC. */
  created_at: string;
  /** A moment in UTC. */
  finished_at: string | null;
  links: {
    self: string;
  };
};
export type HistoryPage = {
  items: HistoryItem[];
  /** Null on the last page. */
  next_cursor: string | null;
};
export type EstimatedPlatform = {
  platform: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
  content_type:
    | "post"
    | "carousel"
    | "reel"
    | "story"
    | "article"
    | "script"
    | "photo"
    | "thread";
};
export type EstimatedUnits = {
  /** What it would reserve. */
  needed: number;
  limit: number;
  /** This month, now. */
  left: number;
  /** The same as `left` where it would be refused. */
  left_after: number;
  /** A moment in UTC. */
  renews_at: string;
};
export type EstimatedRefusal = {
  code: "quota_exhausted" | "plan_inactive";
  detail: string;
} | null;
export type EstimatedCost = {
  /** The median of what requests cost for each platform, for as many platforms as are asked for. Null where nothing is known. */
  expected_usd: number | null;
  /** Where a request stops spending. */
  most_usd: number;
  basis: "history" | "none";
  /** How many requests of the last 90 days it rests on: made by the models in use, 200 at the most. */
  requests: number;
  /** Whose requests they are: the organization’s own, or all, where it has fewer than five. */
  whose:
    | ("organization" | "everybody" | null)
    | ("organization" | "everybody" | null);
};
export type EstimatedRequest = {
  brand: {
    /** An id. */
    id: string;
    name: string;
  };
  platforms: EstimatedPlatform[];
  units: EstimatedUnits;
  refusal: EstimatedRefusal;
  cost: EstimatedCost;
  approval: RequestApproval;
};
export type Estimate = {
  /** Changes nothing in the estimate. */
  prompt?: string;
  platforms: ("instagram" | "linkedin" | "tiktok" | "facebook" | "x")[];
  /** The organization’s default brand when absent. */
  brand_profile_id?: string;
  content_types?: {
    instagram?: "post" | "carousel" | "reel" | "story";
    linkedin?: "post" | "article";
    tiktok?: "script" | "photo";
    facebook?: "post" | "reel";
    x?: "thread" | "post";
  };
  language?: "en" | "id";
  disclosure?: {
    /** `own_brand` promotes itself; `paid`, `gifted` and `affiliate` owe the audience a disclosure, which drafts then carry. */
    connection?: "none" | "paid" | "gifted" | "affiliate" | "own_brand";
    /** Who pays or gives, as the drafts name them. */
    sponsor?: string;
    /** Where the drafts will be seen, ISO 3166-1 alpha-2. */
    countries?: string[];
  };
  approval?: {
    mode?: "required" | "none";
    /** The caller when absent. */
    approvers?: ApproverToAsk[];
    name?: string;
    /** `any`: the first decision decides. `all`, or so many: that many approvals. */
    needs?: ("any" | "all") | number;
    /** 72 when absent. */
    due_in_hours?: number;
    /** Which hours count; all of them when absent. */
    hours?: "calendar" | "business";
    /** Hours before the due time, moved into working hours. 24 and 4, where they fit, when absent. */
    remind_before_hours?: number[];
    /** Asked as well from the escalation on, or in place of the others. */
    backup?: ApproverToAsk[];
    escalate_before_hours?: number | null;
    /** `expire` when absent. `approve` only where the organization consented to it. */
    on_deadline?: "expire" | "hold" | "reassign" | "reject" | "approve";
    /** Whether the page asks for a code that is mailed when it is opened. */
    code_by_mail?: boolean;
    /** Several levels, in order; in place of the fields of one. */
    levels?: LevelToAsk[];
    /** A policy of the organization; in place of everything else. */
    policy_id?: string;
  };
};
export type HistoryFilter = {
  /** Words of the prompt, the brand’s name or the newest drafts, all of them; "words in quotes" stand together, `or` is either, a minus before a word is without it. The last word may be unfinished from three letters on. */
  q?: string;
  /** One or several: `status=failed&status=expired`. */
  status?: (
    | "pending"
    | "generating"
    | "awaiting_approval"
    | "revising"
    | "needs_attention"
    | "completed"
    | "partial"
    | "rejected"
    | "expired"
    | "cancelled"
    | "failed"
  )[];
  /** Made for any of these. */
  platform?: ("instagram" | "linkedin" | "tiktok" | "facebook" | "x")[];
  /** An id. */
  brand_id?: string;
  /** Made at this moment or later; a day is one of the organization’s time zone, from its beginning. */
  from?: string;
  /** Made before this moment; a day is one of the organization’s time zone, and is counted in. */
  to?: string;
};
export type ContentView = {
  /** An id. */
  id: string;
  name: string;
  filter: HistoryFilter;
  /** A moment in UTC. */
  created_at: string;
  /** A moment in UTC. */
  updated_at: string;
};
export type ContentViews = {
  items: ContentView[];
};
export type ContentViewInput = {
  name: string;
  filter: HistoryFilter;
};
export type ContentViewChanges = {
  name?: string;
  filter?: HistoryFilter;
};
export type Finding = {
  rule: string;
  severity: "BLOCK" | "WARN" | "INFO";
  stage: "draft" | "approval" | "export";
  message: string;
};
export type ToAttach = {
  what: string;
  why: string;
};
export type Image = {
  position: number;
  /** The slide, frame or medium that it shows, from 0. */
  item: number;
  /** A `card` stands in, with words, for a picture that is still to be made. */
  kind: "slide" | "frame" | "card";
  /** Readable without a token until it ends, in some hours; each answer has new ones. */
  url: string;
  type: "image/jpeg" | "image/png";
  width: number;
  height: number;
  bytes: number;
  sha256: string;
  alt_text: string;
  template: string;
};
export type Draft = {
  platform: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
  content_type:
    | "post"
    | "carousel"
    | "reel"
    | "story"
    | "article"
    | "script"
    | "photo"
    | "thread";
  version: number;
  content_hash: string;
  content_data:
    | {
        form: "post";
        text: string;
        hashtags: string[];
        media: {
          kind: "image" | "video";
          brief: string;
          alt_text: string;
        }[];
      }
    | {
        form: "carousel";
        text: string;
        hashtags: string[];
        slides: {
          headline: string;
          body: string;
          visual: string;
          alt_text: string;
        }[];
      }
    | {
        form: "script";
        text: string;
        hashtags: string[];
        beats: {
          seconds: number;
          visual: string;
          on_screen_text: string;
          spoken: string;
        }[];
        sound: string;
        cover: {
          kind: "image" | "video";
          brief: string;
          alt_text: string;
        };
      }
    | {
        form: "story";
        text: "";
        hashtags: string[];
        frames: {
          headline: string;
          body: string;
          visual: string;
          alt_text: string;
        }[];
      }
    | {
        form: "article";
        text: string;
        hashtags: string[];
        headline: string;
        sections: {
          heading: string;
          body: string;
        }[];
        media: {
          kind: "image" | "video";
          brief: string;
          alt_text: string;
        }[];
      }
    | {
        form: "photo";
        title: string;
        text: string;
        hashtags: string[];
        media: {
          kind: "image" | "video";
          brief: string;
          alt_text: string;
        }[];
        sound: string;
      }
    | {
        form: "thread";
        text: string;
        hashtags: string[];
        media: {
          kind: "image" | "video";
          brief: string;
          alt_text: string;
        }[];
        replies: {
          text: string;
          media: {
            kind: "image" | "video";
            brief: string;
            alt_text: string;
          }[];
        }[];
      };
  quality_score: number | null;
  /** Of grammar, compliance, engagement, brand_voice, coverage, model_opinion. */
  score_parts: {
    [key: string]: any;
  };
  findings: Finding[];
  to_attach: ToAttach[];
  images: Image[];
  model: {
    provider: string;
    name: string;
    offline: boolean;
  };
};
export type RequestReview = {
  mode: "required" | "none";
  due_in_hours: number;
  remind_before_hours: number[];
  /** Of the first level. */
  approvers: {
    email: string;
    name: string;
  }[];
  /** Which platforms go through which levels. */
  tracks: {
    platforms: ("instagram" | "linkedin" | "tiktok" | "facebook" | "x")[];
    policy: {
      /** An id. */
      id: string;
      name: string;
    } | null;
    levels: Level[];
  }[];
  round: number | null;
  /** An id. */
  round_id: string | null;
  state:
    | ("open" | "decided" | "expired" | "closed" | null)
    | ("open" | "decided" | "expired" | "closed" | null);
  /** A moment in UTC. */
  due_at: string | null;
  links: {
    email: string;
    name: string;
    /** `decided`: another approver was first. `unknown`: nobody knows whether the mail went out. `bounced`, `dropped`: it did not arrive. */
    state:
      | "queued"
      | "sending"
      | "sent"
      | "used"
      | "decided"
      | "revoked"
      | "expired"
      | "closed"
      | "unknown"
      | "failed"
      | "withdrawn"
      | "bounced"
      | "dropped";
    mail_state: string;
  }[];
};
export type Request = {
  /** An id. */
  id: string;
  status:
    | "pending"
    | "generating"
    | "awaiting_approval"
    | "revising"
    | "needs_attention"
    | "completed"
    | "partial"
    | "rejected"
    | "expired"
    | "cancelled"
    | "failed";
  /** What happens next, or what a person can do. */
  next_step: string;
  prompt: string;
  brand: {
    /** An id. */
    id: string;
    name: string;
  };
  language: "en" | "id";
  disclosure: Disclosure;
  platforms: {
    platform: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
    content_type:
      | "post"
      | "carousel"
      | "reel"
      | "story"
      | "article"
      | "script"
      | "photo"
      | "thread";
    status:
      | "pending"
      | "generating"
      | "awaiting_approval"
      | "revising"
      | "needs_attention"
      | "approved"
      | "rejected"
      | "expired"
      | "cancelled"
      | "failed";
    reason: string;
    version: number;
  }[];
  links: RequestLinks;
  reason: string;
  /** The latest version of each platform. */
  drafts: Draft[];
  approval: RequestReview;
  decisions: {
    platform: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
    version: number;
    verdict: "approve" | "request_changes" | "reject";
    comment: string;
    by: {
      email: string;
      name: string;
    };
    /** A moment in UTC. */
    at: string;
    round: number;
  }[];
  /** Approved drafts that break a rule which has changed since; looked for every night. */
  outdated: {
    platform: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
    version: number;
    rule_pack: string;
    findings: Finding[];
    /** A moment in UTC. */
    found_at: string;
  }[];
  units: {
    reserved: number;
    committed: number;
    released: number;
  };
  cost: {
    spent_usd: number;
    budget_usd: number;
    by_agent: {
      /** `memory`: embeddings, where a provider is paid for them. */
      agent:
        | "strategist"
        | "instagram"
        | "linkedin"
        | "tiktok"
        | "facebook"
        | "x"
        | "brand_voice"
        | "quality_assurance"
        | "memory";
      calls: number;
      input_tokens: number;
      output_tokens: number;
      cost_usd: number;
    }[];
  };
  /** A moment in UTC. */
  created_at: string;
  /** A moment in UTC. */
  updated_at: string;
  /** A moment in UTC. */
  finished_at: string | null;
  run: number;
  workflow_id: string;
};
export type RequestCourse = {
  /** An id. */
  id: string;
  status:
    | "pending"
    | "generating"
    | "awaiting_approval"
    | "revising"
    | "needs_attention"
    | "completed"
    | "partial"
    | "rejected"
    | "expired"
    | "cancelled"
    | "failed";
  run: number;
  platforms: ("instagram" | "linkedin" | "tiktok" | "facebook" | "x")[];
  links: RequestLinks;
};
export type ApprovalLinks = {
  /** An id. */
  request_id: string;
  round: number;
  /** An id. */
  round_id: string;
  /** A moment in UTC. */
  due_at: string;
  links: {
    email: string;
    name: string;
    /** `decided`: another approver was first. `unknown`: nobody knows whether the mail went out. `bounced`, `dropped`: it did not arrive. */
    state:
      | "queued"
      | "sending"
      | "sent"
      | "used"
      | "decided"
      | "revoked"
      | "expired"
      | "closed"
      | "unknown"
      | "failed"
      | "withdrawn"
      | "bounced"
      | "dropped";
    mail_state: string;
  }[];
};
export type LinkAction =
  | {
      action: "resend";
      email: string;
    }
  | {
      action: "extend";
      /** From now. */
      due_in_hours: number;
    }
  | {
      action: "revoke";
      /** Everybody’s when absent. */
      email?: string;
    };
export type WaitingReview = {
  /** An id. */
  id: string;
  /** An id. */
  request_id: string;
  brand: {
    /** An id. */
    id: string;
    name: string;
  };
  /** Its first 300 characters. */
  prompt: string;
  round: number;
  level: number;
  levels: number;
  policy: Level;
  drafts: {
    platform: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
    version: number;
    content_hash: string;
    outcome:
      | "open"
      | "approved"
      | "changes"
      | "rejected"
      | "withdrawn"
      | "expired"
      | "closed";
  }[];
  /** A moment in UTC. */
  since: string;
  /** A moment in UTC. */
  due_at: string;
  state: "open" | "decided" | "expired" | "closed";
  /** Its time is over and it waits for a person all the same. */
  held: boolean;
  /** How many have to approve. */
  needed: number;
  waits_for: {
    email: string;
    name: string;
    /** An id. */
    user_id: string | null;
    role: "approver" | "backup";
  }[];
  decided: {
    email: string;
    name: string;
    /** A moment in UTC. */
    at: string;
  }[];
};
export type WaitingReviewWithLinks = {
  /** An id. */
  id: string;
  /** An id. */
  request_id: string;
  brand: {
    /** An id. */
    id: string;
    name: string;
  };
  /** Its first 300 characters. */
  prompt: string;
  round: number;
  level: number;
  levels: number;
  policy: Level;
  drafts: {
    platform: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
    version: number;
    content_hash: string;
    outcome:
      | "open"
      | "approved"
      | "changes"
      | "rejected"
      | "withdrawn"
      | "expired"
      | "closed";
  }[];
  /** A moment in UTC. */
  since: string;
  /** A moment in UTC. */
  due_at: string;
  state: "open" | "decided" | "expired" | "closed";
  /** Its time is over and it waits for a person all the same. */
  held: boolean;
  /** How many have to approve. */
  needed: number;
  waits_for: {
    email: string;
    name: string;
    /** An id. */
    user_id: string | null;
    role: "approver" | "backup";
  }[];
  decided: {
    email: string;
    name: string;
    /** A moment in UTC. */
    at: string;
  }[];
  links: {
    email: string;
    name: string;
    /** `decided`: another approver was first. `unknown`: nobody knows whether the mail went out. `bounced`, `dropped`: it did not arrive. */
    state:
      | "queued"
      | "sending"
      | "sent"
      | "used"
      | "decided"
      | "revoked"
      | "expired"
      | "closed"
      | "unknown"
      | "failed"
      | "withdrawn"
      | "bounced"
      | "dropped";
    mail_state: string;
  }[];
};
export type ReviewChanges = {
  /** Each gets a link. */
  add?: ApproverToAsk[];
  /** Their links end, and what they decided counts no more. */
  remove?: string[];
  /** The whole policy anew, in place of the other fields but due_in_hours. */
  levels?: LevelToAsk[];
  /** `any`: the first decision decides. `all`, or so many: that many approvals. */
  needs?: ("any" | "all") | number;
  /** Hours before the due time, moved into working hours. 24 and 4, where they fit, when absent. */
  remind_before_hours?: number[];
  /** Asked as well from the escalation on, or in place of the others. */
  backup?: ApproverToAsk[];
  escalate_before_hours?: number | null;
  /** `expire` when absent. `approve` only where the organization consented to it. */
  on_deadline?: "expire" | "hold" | "reassign" | "reject" | "approve";
  /** Whether the page asks for a code that is mailed when it is opened. */
  code_by_mail?: boolean;
  /** From now. */
  due_in_hours?: number;
};
export type MyDecisionsKept = {
  /** An id. */
  round_id: string;
  state: "open" | "decided" | "expired" | "closed";
  late: ("instagram" | "linkedin" | "tiktok" | "facebook" | "x")[];
};
export type MyDecisions = {
  decisions: {
    platform: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
    version: number;
    content_hash: string;
    verdict: "approve" | "request_changes" | "reject";
    comment?: string;
    /** Remarks on words of the draft, which are copied as they stand there. */
    spans?: {
      quote: string;
      comment: string;
    }[];
  }[];
};
export type ApprovalPolicy = {
  /** An id. */
  id: string;
  name: string;
  levels: {
    name?: string;
    /** `any`: the first decision decides. `all`, or so many: that many approvals. */
    needs?: ("any" | "all") | number;
    /** 72 when absent. */
    due_in_hours?: number;
    /** Which hours count; all of them when absent. */
    hours?: "calendar" | "business";
    /** Hours before the due time, moved into working hours. 24 and 4, where they fit, when absent. */
    remind_before_hours?: number[];
    backup: ApproverToAsk[];
    escalate_before_hours?: number | null;
    /** `expire` when absent. `approve` only where the organization consented to it. */
    on_deadline?: "expire" | "hold" | "reassign" | "reject" | "approve";
    /** Whether the page asks for a code that is mailed when it is opened. */
    code_by_mail?: boolean;
    approvers: ApproverToAsk[];
  }[];
  applies: boolean;
  /** An id. */
  brand_id: string | null;
  content_class: string | null;
  /** A moment in UTC. */
  created_at: string;
  /** A moment in UTC. */
  updated_at: string;
};
export type ApprovalPolicyInput = {
  name: string;
  levels: LevelToAsk[];
  /** Whether it is the default of its brand and class, each of them or of all. */
  applies?: boolean;
  /** Null is every brand. */
  brand_id?: string | null;
  /** `paid` is whatever is paid for, gifted or affiliate; else a content type. Null is every class. */
  content_class?:
    | (
        | "paid"
        | "post"
        | "carousel"
        | "reel"
        | "story"
        | "article"
        | "script"
        | "photo"
        | "thread"
        | null
      )
    | (
        | "paid"
        | "post"
        | "carousel"
        | "reel"
        | "story"
        | "article"
        | "script"
        | "photo"
        | "thread"
        | null
      );
};
export type Regeneration = {
  by: string;
  instruction: string;
  base_version: number;
  /** A moment in UTC. */
  at: string;
};
export type DraftChange = {
  field: string;
  pieces: {
    kind: "same" | "added" | "removed";
    text: string;
  }[];
};
export type DraftVersion = {
  version: number;
  content_hash: string;
  content_data:
    | {
        form: "post";
        text: string;
        hashtags: string[];
        media: {
          kind: "image" | "video";
          brief: string;
          alt_text: string;
        }[];
      }
    | {
        form: "carousel";
        text: string;
        hashtags: string[];
        slides: {
          headline: string;
          body: string;
          visual: string;
          alt_text: string;
        }[];
      }
    | {
        form: "script";
        text: string;
        hashtags: string[];
        beats: {
          seconds: number;
          visual: string;
          on_screen_text: string;
          spoken: string;
        }[];
        sound: string;
        cover: {
          kind: "image" | "video";
          brief: string;
          alt_text: string;
        };
      }
    | {
        form: "story";
        text: "";
        hashtags: string[];
        frames: {
          headline: string;
          body: string;
          visual: string;
          alt_text: string;
        }[];
      }
    | {
        form: "article";
        text: string;
        hashtags: string[];
        headline: string;
        sections: {
          heading: string;
          body: string;
        }[];
        media: {
          kind: "image" | "video";
          brief: string;
          alt_text: string;
        }[];
      }
    | {
        form: "photo";
        title: string;
        text: string;
        hashtags: string[];
        media: {
          kind: "image" | "video";
          brief: string;
          alt_text: string;
        }[];
        sound: string;
      }
    | {
        form: "thread";
        text: string;
        hashtags: string[];
        media: {
          kind: "image" | "video";
          brief: string;
          alt_text: string;
        }[];
        replies: {
          text: string;
          media: {
            kind: "image" | "video";
            brief: string;
            alt_text: string;
          }[];
        }[];
      };
  quality_score: number | null;
  findings: Finding[];
  made_by: {
    kind: "agents" | "person";
    name: string;
  };
  note: string;
  /** Who asked the agents for it and with what instruction; null where nobody did, and for a client. */
  regeneration: Regeneration | null;
  /** A moment in UTC. */
  created_at: string;
  /** Word by word, what it changed of the version before; empty for the first. */
  changes: DraftChange[];
};
export type DraftVersions = {
  items: DraftVersion[];
};
export type EditedDraft = {
  /** An id. */
  request_id: string;
  platform: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
  version: number;
  content_hash: string;
  /** Broken rules that do not keep it from review; quality is judged in the background. */
  findings: Finding[];
};
export type DraftEdit = {
  /** The version that was edited; another by now is a conflict. */
  base_version: number;
  content_data:
    | {
        form: "post";
        text: string;
        hashtags: string[];
        media: {
          kind: "image" | "video";
          brief: string;
          alt_text: string;
        }[];
      }
    | {
        form: "carousel";
        text: string;
        hashtags: string[];
        slides: {
          headline: string;
          body: string;
          visual: string;
          alt_text: string;
        }[];
      }
    | {
        form: "script";
        text: string;
        hashtags: string[];
        beats: {
          seconds: number;
          visual: string;
          on_screen_text: string;
          spoken: string;
        }[];
        sound: string;
        cover: {
          kind: "image" | "video";
          brief: string;
          alt_text: string;
        };
      }
    | {
        form: "story";
        text: "";
        hashtags: string[];
        frames: {
          headline: string;
          body: string;
          visual: string;
          alt_text: string;
        }[];
      }
    | {
        form: "article";
        text: string;
        hashtags: string[];
        headline: string;
        sections: {
          heading: string;
          body: string;
        }[];
        media: {
          kind: "image" | "video";
          brief: string;
          alt_text: string;
        }[];
      }
    | {
        form: "photo";
        title: string;
        text: string;
        hashtags: string[];
        media: {
          kind: "image" | "video";
          brief: string;
          alt_text: string;
        }[];
        sound: string;
      }
    | {
        form: "thread";
        text: string;
        hashtags: string[];
        media: {
          kind: "image" | "video";
          brief: string;
          alt_text: string;
        }[];
        replies: {
          text: string;
          media: {
            kind: "image" | "video";
            brief: string;
            alt_text: string;
          }[];
        }[];
      };
  note?: string;
};
export type RegeneratedDraft = {
  /** An id. */
  request_id: string;
  platform: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
  base_version: number;
  /** What the agents will make. It is asked for by itself, from the first level on. */
  version: number;
  /** The run that makes it: the next one where the request was over. */
  run: number;
  /** How often another version of this draft may still be asked for. */
  left: number;
};
export type Regenerate = {
  /** The version to change; another by now is a conflict. */
  base_version: number;
  /** What the agents are to change, in plain words; everything else stays as it is where it can. */
  instruction: string;
};
export type CalendarItem = {
  /** An id. */
  request_id: string;
  platform: "instagram" | "linkedin" | "tiktok" | "facebook" | "x";
  content_type:
    | "post"
    | "carousel"
    | "reel"
    | "story"
    | "article"
    | "script"
    | "photo"
    | "thread";
  /** The approved version, which is the newest. */
  version: number;
  brand: {
    /** An id. */
    id: string;
    name: string;
  };
  /** Its title, headline or first line, at most 200 characters. */
  title: string;
  /** Null where nothing is suggested and nobody gave it a place. */
  planned_at: string | null;
  /** The same on the clock of `time_zone`. */
  local_time: string | null;
  /** The organization’s. */
  time_zone: string;
  source: ("suggested" | "moved" | null) | ("suggested" | "moved" | null);
  /** Why that time is suggested; of the suggestion also where it was moved. */
  why: string;
  /** A moment in UTC. */
  suggested_at: string | null;
  /** The name of who moved it. */
  moved_by: string | null;
  /** A moment in UTC. */
  approved_at: string;
  /** A moment in UTC. */
  updated_at: string;
  links: {
    request: string;
  };
};
export type CalendarBeyond = {
  count: number;
  /** A moment in UTC. */
  nearest: string | null;
};
export type Calendar = {
  /** A moment in UTC. */
  from: string;
  /** A moment in UTC. */
  to: string;
  time_zone: string;
  /** Approved drafts planned within the span, the earliest first. */
  items: CalendarItem[];
  /** Null on the last page. */
  next_cursor: string | null;
  /** Approved drafts without a place, the latest approved first; at most 100. */
  unplanned: CalendarItem[];
  unplanned_count: number;
  outside: {
    before: CalendarBeyond;
    after: CalendarBeyond;
  };
};
export type SlotMove = {
  /** A moment, with its offset or as UTC. */
  planned_at: string;
  /** Where you saw it, null for nowhere: it is a conflict when somebody moved it meanwhile. */
  if_planned_at?: string | null;
};
export type Usage = {
  plan: string;
  plan_active: boolean;
  unit: string;
  limit: number;
  /** Drafts that a review has shown. */
  used: number;
  /** Held for requests under way. */
  reserved: number;
  left: number;
  /** A moment in UTC. */
  period_start: string;
  /** A moment in UTC. */
  renews_at: string;
};
export type CostTotal = {
  cost_usd: number;
  /** Calls that were answered. What failed attempts were billed is in the cost. */
  model_calls: number;
  input_tokens: number;
  output_tokens: number;
  /** Requests made. */
  requests: number;
  /** Units used: drafts that a review has shown. */
  units: number;
};
export type MonthCost = {
  /** A month of the organization’s time zone. */
  month: string;
  cost_usd: number;
  /** Calls that were answered. What failed attempts were billed is in the cost. */
  model_calls: number;
  input_tokens: number;
  output_tokens: number;
  /** Requests made. */
  requests: number;
  /** Units used: drafts that a review has shown. */
  units: number;
};
export type BrandCost = {
  brand: {
    /** An id. */
    id: string;
    name: string;
  };
  cost_usd: number;
  /** Calls that were answered. What failed attempts were billed is in the cost. */
  model_calls: number;
  input_tokens: number;
  output_tokens: number;
  /** Requests made. */
  requests: number;
  /** Units used: drafts that a review has shown. */
  units: number;
};
export type AgentCost = {
  /** `memory`: embeddings, where a provider is paid for them. */
  agent:
    | "strategist"
    | "instagram"
    | "linkedin"
    | "tiktok"
    | "facebook"
    | "x"
    | "brand_voice"
    | "quality_assurance"
    | "memory";
  cost_usd: number;
  /** Calls that were answered. What failed attempts were billed is in the cost. */
  model_calls: number;
  input_tokens: number;
  output_tokens: number;
};
export type ModelCost = {
  provider: string;
  model: string;
  cost_usd: number;
  /** Calls that were answered. What failed attempts were billed is in the cost. */
  model_calls: number;
  input_tokens: number;
  output_tokens: number;
};
export type Costs = {
  /** A month of the organization’s time zone. */
  from: string;
  /** A month of the organization’s time zone. */
  to: string;
  time_zone: string;
  total: CostTotal;
  /** Each month of the range, oldest first, also those in which nothing was. */
  months: MonthCost[];
  by_brand: BrandCost[];
  by_agent: AgentCost[];
  by_model: ModelCost[];
};
export const {
  usePostAuthRegisterMutation,
  usePostAuthVerifyEmailMutation,
  usePostAuthLoginMutation,
  usePostAuthLogoutMutation,
  usePostAuthLogoutEverywhereMutation,
  useGetAuthMeQuery,
  useLazyGetAuthMeQuery,
  usePostAuthPasswordForgotMutation,
  usePostAuthPasswordResetMutation,
  usePostAuthPasswordChangeMutation,
  useGetAuthSessionsQuery,
  useLazyGetAuthSessionsQuery,
  useDeleteAuthSessionsByIdMutation,
  useGetAuthOidcQuery,
  useLazyGetAuthOidcQuery,
  usePostAuthIdentitiesByProviderLinkMutation,
  useGetAuthIdentitiesQuery,
  useLazyGetAuthIdentitiesQuery,
  useDeleteAuthIdentitiesByIdMutation,
  usePostOrganizationsMutation,
  useGetOrganizationQuery,
  useLazyGetOrganizationQuery,
  usePatchOrganizationMutation,
  usePutOrganizationLogoMutation,
  useDeleteOrganizationLogoMutation,
  useGetMembersQuery,
  useLazyGetMembersQuery,
  usePatchMembersByIdMutation,
  useDeleteMembersByIdMutation,
  useGetInvitationsQuery,
  useLazyGetInvitationsQuery,
  usePostInvitationsMutation,
  usePostInvitationsByIdResendMutation,
  useDeleteInvitationsByIdMutation,
  usePostInvitationsAcceptMutation,
  useGetApiKeysQuery,
  useLazyGetApiKeysQuery,
  usePostApiKeysMutation,
  useDeleteApiKeysByIdMutation,
  useGetAuditQuery,
  useLazyGetAuditQuery,
  useGetAuditVerificationQuery,
  useLazyGetAuditVerificationQuery,
  useGetBrandsQuery,
  useLazyGetBrandsQuery,
  usePostBrandsMutation,
  useGetBrandsByIdQuery,
  useLazyGetBrandsByIdQuery,
  usePatchBrandsByIdMutation,
  useDeleteBrandsByIdMutation,
  useGetBrandsByIdVoiceQuery,
  useLazyGetBrandsByIdVoiceQuery,
  usePostBrandsByIdVoiceCheckQuery,
  useLazyPostBrandsByIdVoiceCheckQuery,
  useGetBrandsByIdVoiceRulesQuery,
  useLazyGetBrandsByIdVoiceRulesQuery,
  usePatchBrandsByIdVoiceRulesByRuleMutation,
  useGetRulesQuery,
  useLazyGetRulesQuery,
  usePutRulesByRuleOverrideMutation,
  useDeleteRulesByRuleOverrideMutation,
  useGetDeniedQuery,
  useLazyGetDeniedQuery,
  usePutDeniedMutation,
  usePostContentGenerateMutation,
  useGetContentHistoryQuery,
  useLazyGetContentHistoryQuery,
  usePostContentEstimateQuery,
  useLazyPostContentEstimateQuery,
  useGetContentViewsQuery,
  useLazyGetContentViewsQuery,
  usePostContentViewsMutation,
  usePatchContentViewsByIdMutation,
  useDeleteContentViewsByIdMutation,
  useGetContentRequestsByIdQuery,
  useLazyGetContentRequestsByIdQuery,
  usePostContentRequestsByIdCancelMutation,
  usePostContentRequestsByIdRetryMutation,
  usePostContentRequestsByIdApprovalLinksMutation,
  useGetApprovalsQuery,
  useLazyGetApprovalsQuery,
  useGetApprovalsByIdQuery,
  useLazyGetApprovalsByIdQuery,
  usePatchApprovalsByIdMutation,
  usePostApprovalsByIdDecisionsMutation,
  useGetApprovalPoliciesQuery,
  useLazyGetApprovalPoliciesQuery,
  usePostApprovalPoliciesMutation,
  useGetApprovalPoliciesByIdQuery,
  useLazyGetApprovalPoliciesByIdQuery,
  usePutApprovalPoliciesByIdMutation,
  useDeleteApprovalPoliciesByIdMutation,
  useGetContentRequestsByIdDraftsByPlatformVersionsQuery,
  useLazyGetContentRequestsByIdDraftsByPlatformVersionsQuery,
  usePostContentRequestsByIdDraftsByPlatformVersionsMutation,
  usePostContentRequestsByIdDraftsByPlatformRegenerateMutation,
  useGetContentCalendarQuery,
  useLazyGetContentCalendarQuery,
  usePutContentRequestsByIdDraftsByPlatformSlotMutation,
  useDeleteContentRequestsByIdDraftsByPlatformSlotMutation,
  useGetBillingUsageQuery,
  useLazyGetBillingUsageQuery,
  useGetBillingCostsQuery,
  useLazyGetBillingCostsQuery,
} = injectedRtkApi;
