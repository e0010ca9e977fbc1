{{- define "media.name" -}}
{{- printf "%s-%s" .Release.Name "media" | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "media.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "media.labels" -}}
{{ include "media.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "media.image" -}}
{{- $repository := required "image.repository is required" .Values.image.repository -}}
{{- if .Values.image.digest -}}
{{ $repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ $repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{/* One entry of env from a Secret. Takes name, secret, key. */}}
{{- define "media.secretEnv" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
{{- end -}}

{{/* The environment every process shares. */}}
{{- define "media.env" -}}
{{- $app := required "secrets.app is required: a Secret with database-url and jwt-secret" .Values.secrets.app -}}
- name: LOG_LEVEL
  value: {{ .Values.logLevel | quote }}
- name: PUBLIC_URL
  value: {{ required "publicUrl is required: every link in a mail is built from it" .Values.publicUrl | quote }}
{{ include "media.secretEnv" (dict "name" "DATABASE_URL" "secret" $app "key" "database-url") }}
{{ include "media.secretEnv" (dict "name" "JWT_SECRET" "secret" $app "key" "jwt-secret") }}
{{ include "media.secretEnv" (dict "name" "JWT_SECRET_PREVIOUS" "secret" $app "key" "jwt-secret-previous") }}
      optional: true
{{- with .Values.corsOrigins }}
- name: CORS_ORIGINS
  value: {{ . | quote }}
{{- end }}
{{- with .Values.rateLimits }}
- name: RATE_LIMITS
  value: {{ . | quote }}
{{- end }}
{{- with .Values.secrets.redis }}
{{ include "media.secretEnv" (dict "name" "REDIS_URL" "secret" . "key" "redis-url") }}
{{- end }}
{{- with .Values.secrets.google }}
{{ include "media.secretEnv" (dict "name" "GOOGLE_CLIENT_ID" "secret" . "key" "client-id") }}
{{ include "media.secretEnv" (dict "name" "GOOGLE_CLIENT_SECRET" "secret" . "key" "client-secret") }}
{{- end }}
{{- with .Values.secrets.linkedin }}
{{ include "media.secretEnv" (dict "name" "LINKEDIN_CLIENT_ID" "secret" . "key" "client-id") }}
{{ include "media.secretEnv" (dict "name" "LINKEDIN_CLIENT_SECRET" "secret" . "key" "client-secret") }}
{{- end }}
- name: TEMPORAL_ADDRESS
  value: {{ required "temporal.address is required" .Values.temporal.address | quote }}
- name: TEMPORAL_NAMESPACE
  value: {{ .Values.temporal.namespace | quote }}
- name: TEMPORAL_TLS
  value: {{ .Values.temporal.tls | quote }}
{{- with .Values.temporal.uiUrl }}
- name: TEMPORAL_UI_URL
  value: {{ . | quote }}
{{- end }}
{{- with .Values.secrets.temporal }}
{{ include "media.secretEnv" (dict "name" "TEMPORAL_API_KEY" "secret" . "key" "temporal-api-key") }}
{{- end }}
{{- if .Values.secrets.temporalTls }}
- name: TEMPORAL_TLS_CERT_FILE
  value: /etc/temporal-tls/tls.crt
- name: TEMPORAL_TLS_KEY_FILE
  value: /etc/temporal-tls/tls.key
{{- end }}
- name: MODEL
  value: {{ .Values.model.use | quote }}
- name: MODEL_FALLBACK
  value: {{ .Values.model.fallback | quote }}
- name: MODEL_AGENTS
  value: {{ .Values.model.agents | quote }}
{{- with .Values.secrets.anthropic }}
{{ include "media.secretEnv" (dict "name" "ANTHROPIC_API_KEY" "secret" . "key" "anthropic-api-key") }}
{{- end }}
- name: ANTHROPIC_MODEL
  value: {{ .Values.model.anthropic.name | quote }}
- name: ANTHROPIC_SMALL_MODEL
  value: {{ .Values.model.anthropic.smallName | quote }}
{{- with .Values.secrets.gemini }}
{{ include "media.secretEnv" (dict "name" "GEMINI_API_KEY" "secret" . "key" "gemini-api-key") }}
{{- end }}
- name: GEMINI_MODEL
  value: {{ .Values.model.gemini.name | quote }}
- name: GEMINI_SMALL_MODEL
  value: {{ .Values.model.gemini.smallName | quote }}
{{- with .Values.secrets.openai }}
{{ include "media.secretEnv" (dict "name" "OPENAI_API_KEY" "secret" . "key" "openai-api-key") }}
{{- end }}
{{- with .Values.model.openaiBaseUrl }}
- name: OPENAI_BASE_URL
  value: {{ . | quote }}
{{- end }}
- name: OPENAI_MODEL
  value: {{ .Values.model.name | quote }}
- name: OPENAI_SMALL_MODEL
  value: {{ .Values.model.smallName | quote }}
- name: REQUEST_BUDGET_USD
  value: {{ .Values.model.requestBudgetUsd | quote }}
- name: EMBEDDINGS
  value: {{ .Values.memory.embeddings | quote }}
- name: EMBEDDINGS_MODEL
  value: {{ .Values.memory.model | quote }}
{{- if .Values.memory.pineconeIndexHost }}
- name: PINECONE_INDEX_HOST
  value: {{ .Values.memory.pineconeIndexHost | quote }}
{{ include "media.secretEnv" (dict "name" "PINECONE_API_KEY" "secret" (required "secrets.pinecone is required where memory.pineconeIndexHost is set: a Secret with pinecone-api-key" .Values.secrets.pinecone) "key" "pinecone-api-key") }}
{{- end }}
{{- if .Values.files.s3.bucket }}
{{- $s3 := required "secrets.s3 is required where files.s3.bucket is set: a Secret with access-key-id and secret-access-key" .Values.secrets.s3 }}
- name: S3_BUCKET
  value: {{ .Values.files.s3.bucket | quote }}
- name: S3_REGION
  value: {{ .Values.files.s3.region | quote }}
- name: S3_ENDPOINT
  value: {{ .Values.files.s3.endpoint | quote }}
- name: S3_FORCE_PATH_STYLE
  value: {{ .Values.files.s3.forcePathStyle | quote }}
{{ include "media.secretEnv" (dict "name" "S3_ACCESS_KEY_ID" "secret" $s3 "key" "access-key-id") }}
{{ include "media.secretEnv" (dict "name" "S3_SECRET_ACCESS_KEY" "secret" $s3 "key" "secret-access-key") }}
{{- end }}
{{- with .Values.secrets.sendgrid }}
{{ include "media.secretEnv" (dict "name" "SENDGRID_API_KEY" "secret" . "key" "sendgrid-api-key") }}
{{- end }}
{{- with .Values.mail.webhookPublicKey }}
- name: SENDGRID_WEBHOOK_PUBLIC_KEY
  value: {{ . | quote }}
{{- end }}
{{- with .Values.mail.from }}
- name: MAIL_FROM
  value: {{ . | quote }}
{{- end }}
{{- end -}}

{{/* The settings of every pod. */}}
{{- define "media.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 1000
  runAsGroup: 1000
  fsGroup: 1000
  seccompProfile:
    type: RuntimeDefault
volumes:
  - name: tmp
    emptyDir: {}
  - name: data
    emptyDir: {}
{{- with .Values.secrets.temporalTls }}
  - name: temporal-tls
    secret:
      secretName: {{ . }}
{{- end }}
{{- end -}}

{{/* The settings of every container. */}}
{{- define "media.container" -}}
image: {{ include "media.image" . }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
volumeMounts:
  - name: tmp
    mountPath: /tmp
  - name: data
    mountPath: /data
{{- if .Values.secrets.temporalTls }}
  - name: temporal-tls
    mountPath: /etc/temporal-tls
    readOnly: true
{{- end }}
{{- end -}}
