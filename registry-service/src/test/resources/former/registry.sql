-- What the version of 2026-11-28 (04859a5) had in this database after deploy/run with five persons and deploy/demo, all of them made up.
-- Offsets of its topics are left out, as the topics are not here; expiries are put off, so that what is in force stays so.
COPY attribute_value (data_subject_id, attribute, source_agency_id, as_of, recorded_at, sealed_value, source_agency_types, form) FROM stdin;
2393b85c-150b-4f7e-9dac-d8998de3838c	given_names	buergerbuero	2025-11-10	2026-11-29 00:40:04.353408+00	\\xba6727058d6b6883c94eee47542d6cc2c6c2398afc0a8b7964ec0a6fec21c4bb	{meldebehoerde}	TEXT
2393b85c-150b-4f7e-9dac-d8998de3838c	health_insurance	sozialamt	2025-11-10	2026-11-29 00:40:04.563003+00	\\xf6ef2e4b087b927895cbdf19082d69549ac0502f2cfd677567511bd9d1e1237db939efdb98787eb585a5a7e5c6	{sozialamt}	TEXT
2393b85c-150b-4f7e-9dac-d8998de3838c	preferred_language	buergerbuero	2025-11-10	2026-11-29 00:40:04.353408+00	\\xee85b0b5054898b6fa96f7650224eeae815b521fe9c2e109b3d48e098cee	{meldebehoerde}	LANGUAGE
2393b85c-150b-4f7e-9dac-d8998de3838c	nationalities	buergerbuero	2025-11-10	2026-11-29 00:40:04.353408+00	\\xc709c8a874a88e47ee6669e3a7ed2c42fc2c5b84d4d9b330907d3110243922	{meldebehoerde}	COUNTRIES
2393b85c-150b-4f7e-9dac-d8998de3838c	birth_date	buergerbuero	2025-11-10	2026-11-29 00:40:04.353408+00	\\x5ea16fbd14cb61e4b0a488772bc39a659b42ea0cb9d604c707e65a25aa16518df6b1602cecbb	{meldebehoerde}	PARTIAL_DATE
2393b85c-150b-4f7e-9dac-d8998de3838c	family_name	buergerbuero	2025-11-10	2026-11-29 00:40:04.353408+00	\\xcf083fa9a2d31b4cfe63a3a2005f2c73025ac0451cda34f2a01b76ed3a0efbdb8b7d	{meldebehoerde}	TEXT
2babb2f2-ffe3-44a3-944c-d0766c243c8e	family_name	buergerbuero	2015-12-25	2026-11-29 00:40:07.981667+00	\\x71a42d7ab96a761f71f745ef9f937d20a9425fa2af4217ea408b9494ccdc3849df23	{meldebehoerde}	TEXT
2babb2f2-ffe3-44a3-944c-d0766c243c8e	birth_date	buergerbuero	2015-12-25	2026-11-29 00:40:07.981667+00	\\x65d95a50f473cdcf65932cd876b1f5af61f75f27b6c7ee93f00417ca51b18b09fa1859993c5c	{meldebehoerde}	PARTIAL_DATE
2babb2f2-ffe3-44a3-944c-d0766c243c8e	school_attainment	schulamt	2024-10-18	2026-11-29 00:40:08.330875+00	\\x8e96a5698609853117b3987d8b87a02241a558e80b7ac88cf35910137e	{schulamt}	CODE
2babb2f2-ffe3-44a3-944c-d0766c243c8e	entry_date	integrationsmanagement	2025-09-30	2026-11-29 00:40:08.233964+00	\\xe8994c0c9e73307d3936f1698d180a99599e9ddd0f4a1f4397176dc8b0a290398e4575f797ed	{integrationsmanagement}	PARTIAL_DATE
2babb2f2-ffe3-44a3-944c-d0766c243c8e	preferred_language	buergerbuero	2015-12-25	2026-11-29 00:40:07.981667+00	\\x3d63c461592894552b47853744b087de1e041b07b2816953388072937992	{meldebehoerde}	LANGUAGE
2babb2f2-ffe3-44a3-944c-d0766c243c8e	nationalities	buergerbuero	2015-12-25	2026-11-29 00:40:07.981667+00	\\x677839a62b5ed4d66212c7ed555c1dcb25a2b57f2390c197512f884f33d355	{meldebehoerde}	COUNTRIES
2babb2f2-ffe3-44a3-944c-d0766c243c8e	given_names	buergerbuero	2015-12-25	2026-11-29 00:40:07.981667+00	\\x63db583db338e4ba60289c5f5385557abdcc38f934e204ec6336a7bb2196283abc16d2	{meldebehoerde}	TEXT
8eab517d-9cc8-4623-8cef-5c89ef59d7f9	school_enrolment	schulamt	2025-05-25	2026-11-29 00:40:15.12101+00	\\xbe2b69ff37eda7e7bf6898100e0c5e047027b0c4391f012077f5d67a4ae7cb4d36365c081bafde1be8f249aa7dadf619	{schulamt}	TEXT
8eab517d-9cc8-4623-8cef-5c89ef59d7f9	birth_date	buergerbuero	2020-12-02	2026-11-29 00:40:14.923522+00	\\x249aa228f61fece32d8cdbe1f6d49ec0e56c6af47b9b2633986607687933eb9c5996298950ee	{meldebehoerde}	PARTIAL_DATE
8eab517d-9cc8-4623-8cef-5c89ef59d7f9	family_name	buergerbuero	2020-12-02	2026-11-29 00:40:14.923522+00	\\xfff25dfc516f94b70970e88fd4c00b99d3df6ce72ee0afffe7fc29d72575f9b99bd2	{meldebehoerde}	TEXT
8eab517d-9cc8-4623-8cef-5c89ef59d7f9	given_names	buergerbuero	2020-12-02	2026-11-29 00:40:14.923522+00	\\x1866d36d5d36706469ac3a22b2bf59231a74a6e8ea8cc8f0d0595d108323b2507c	{meldebehoerde}	TEXT
8eab517d-9cc8-4623-8cef-5c89ef59d7f9	nationalities	buergerbuero	2020-12-02	2026-11-29 00:40:14.923522+00	\\x82022f2f4185cf0a312ca92c08413c504766668261ae5cfc6551c16b095bab	{meldebehoerde}	COUNTRIES
8eab517d-9cc8-4623-8cef-5c89ef59d7f9	preferred_language	buergerbuero	2020-12-02	2026-11-29 00:40:14.923522+00	\\x67fb993e8482fd3853b03c88304dba8c5388b45cdcf116130dd456511c7a	{meldebehoerde}	LANGUAGE
96b89506-fcb3-43a0-83ac-dbe0a789775b	nationalities	buergerbuero	2022-08-27	2026-11-29 00:40:11.751161+00	\\x1ce106b8fd7d9e65a2ce4da35e7fa9462d342eca69df9a7f0ab4f7bc90da9d	{meldebehoerde}	COUNTRIES
96b89506-fcb3-43a0-83ac-dbe0a789775b	preferred_language	buergerbuero	2022-08-27	2026-11-29 00:40:11.751161+00	\\xb900fbb5a2dcba2bd9994feb6dc8916ba4d31a055fe084cb9c8693ff4a4d	{meldebehoerde}	LANGUAGE
96b89506-fcb3-43a0-83ac-dbe0a789775b	family_name	buergerbuero	2022-08-27	2026-11-29 00:40:11.751161+00	\\xcb5a5b034a813d3b93ce03c18a6a2bece84dd905dbd3497931b3bd1340eef99d1838fb896540	{meldebehoerde}	TEXT
96b89506-fcb3-43a0-83ac-dbe0a789775b	given_names	buergerbuero	2022-08-27	2026-11-29 00:40:11.751161+00	\\xa9d935e15830bc63ef1396d1ed6decf40ac204e2f9776598819b9446668091590f3f848f	{meldebehoerde}	TEXT
a07ebe86-b748-4b25-814d-0dde77b2853b	birth_date	buergerbuero	2026-03-02	2026-11-29 00:40:00.886623+00	\\xf2ae45697c26f47e7109d9aa6ba48909f7d1ac376ea5086f93a9856835b567e8338b8e745966	{meldebehoerde}	PARTIAL_DATE
a07ebe86-b748-4b25-814d-0dde77b2853b	address	buergerbuero	2026-03-02	2026-11-29 00:40:00.886623+00	\\xe51cf7e07e945a7f57bdb4faf378c6a975f3d37d13bf22f978a0d55f4ca0f1f8f8c28430ac403c9abd72ee99bf735036e7acffbd5db1aa	{meldebehoerde}	TEXT
a07ebe86-b748-4b25-814d-0dde77b2853b	phone	integrationsmanagement	2026-03-02	2026-11-29 00:40:01.349907+00	\\x66e03578e34dbb6c084585a0bab8a2b45168f9d26db532add1b7e09d3ec82d6f2486bdb264f67113b59b72f5	{integrationsmanagement}	TEXT
a07ebe86-b748-4b25-814d-0dde77b2853b	integration_plan_goals	integrationsmanagement	2026-03-02	2026-11-29 00:40:01.349907+00	\\x4f03f7f627846abe205434dc0ca6ffe2c7e75afa32bbed2e91d17156bbf078254545bd6d90dec506688e525d59e71811f02456d3e1d1af51f5e6a702c2	{integrationsmanagement}	TEXT
a07ebe86-b748-4b25-814d-0dde77b2853b	preferred_language	volkshochschule	2026-03-02	2026-11-29 00:40:01.244712+00	\\x362c13cb3ed28812cc142313da8b34f80b217f16b087586aba9e22218481	{volkshochschule}	LANGUAGE
a07ebe86-b748-4b25-814d-0dde77b2853b	phone	volkshochschule	2026-03-02	2026-11-29 00:40:01.244712+00	\\x567ff91cc7879f56b5d7e718d0c7c3a99795f967164a69163431ffba91e4ba25e90ad8bc879f0f1f433bd62e	{volkshochschule}	TEXT
a07ebe86-b748-4b25-814d-0dde77b2853b	residence_title	auslaenderbehoerde	2026-03-02	2026-11-29 00:40:01.114048+00	\\xc8e2d88fe436b02ce81b8a8b40d09d6cd11d33906635290c2c953f37218388182b8808	{auslaenderbehoerde}	CODE
a07ebe86-b748-4b25-814d-0dde77b2853b	german_level	volkshochschule	2026-03-02	2026-11-29 00:40:01.244712+00	\\x05d1eb087a4653857dc2d98eb4d6662e4e8be26de6801589d3ee1eafc0f3	{volkshochschule}	CODE
a07ebe86-b748-4b25-814d-0dde77b2853b	nationalities	buergerbuero	2026-03-02	2026-11-29 00:40:00.886623+00	\\xb7b0592ba10fee474e48aaf7ae37ff1169bb2b2cf9ae16047c2683603fb7eb	{meldebehoerde}	COUNTRIES
a07ebe86-b748-4b25-814d-0dde77b2853b	given_names	buergerbuero	2026-03-02	2026-11-29 00:40:00.886623+00	\\x8f086b9fc7da588fc0224307e9a500e307fdbcd6a8c73febcb38c7567844a57eb0	{meldebehoerde}	TEXT
a07ebe86-b748-4b25-814d-0dde77b2853b	family_name	buergerbuero	2026-03-02	2026-11-29 00:40:00.886623+00	\\x237947c3b8a48bb3043876b5caeb986f27491b3e2e11905577e563613d002337f9e4	{meldebehoerde}	TEXT
\.

COPY case_link (case_link_id, data_subject_id, agency_id, case_reference, consent_revision, in_force, agency_type) FROM stdin;
0310a7b0-cd7e-426d-ab78-2669be3497c8	a07ebe86-b748-4b25-814d-0dde77b2853b	buergerbuero	BB-2026-0001	5	t	meldebehoerde
1deb06a6-09f8-4697-a00d-a14c1a0fe6fb	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	schulamt	SA-2026-1004	6	t	schulamt
2774218d-bcfd-4e1c-8d91-d31a32bce1c2	a07ebe86-b748-4b25-814d-0dde77b2853b	volkshochschule	VH-2026-0001	8	t	volkshochschule
2d1ce652-dee3-44b2-b3f2-ec2c83286cb6	2393b85c-150b-4f7e-9dac-d8998de3838c	schulamt	SA-2026-1001	6	t	schulamt
3b8b4d62-9de1-405e-8c6f-384dfcc457b4	2babb2f2-ffe3-44a3-944c-d0766c243c8e	buergerbuero	BB-2026-1002	4	t	meldebehoerde
415d4c7a-6305-4df7-843c-202b8ece947d	2babb2f2-ffe3-44a3-944c-d0766c243c8e	integrationsmanagement	IM-2026-1002	1	t	integrationsmanagement
630d674d-c44d-471e-9ab6-e4f4af97c97a	a07ebe86-b748-4b25-814d-0dde77b2853b	auslaenderbehoerde	AB-2026-0001	4	t	auslaenderbehoerde
68b407f8-b3f1-4143-beae-fc9e1e23c6d4	96b89506-fcb3-43a0-83ac-dbe0a789775b	mbe-caritas	MB-2026-1003	5	t	mbe
6b202209-4c89-4e3f-8281-05dc56866ac9	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	buergerbuero	BB-2026-1004	4	t	meldebehoerde
7b019a90-81fb-48a7-8c6f-0623c5c740a1	96b89506-fcb3-43a0-83ac-dbe0a789775b	integrationsmanagement	IM-2026-1003	1	t	integrationsmanagement
88d17091-b64b-4335-9f2a-68c354fda33e	2393b85c-150b-4f7e-9dac-d8998de3838c	buergerbuero	BB-2026-1001	4	t	meldebehoerde
89bb8a92-b7de-4ee3-b922-bdcbe2a43258	2babb2f2-ffe3-44a3-944c-d0766c243c8e	schulamt	SA-2026-1002	5	t	schulamt
8c84c232-2ec8-4f3c-acee-27893dcf8db5	2393b85c-150b-4f7e-9dac-d8998de3838c	integrationsmanagement	IM-2026-1001	5	t	integrationsmanagement
92a9fa33-9903-4285-8e97-8361bb716143	96b89506-fcb3-43a0-83ac-dbe0a789775b	volkshochschule	VH-2026-1003	6	t	volkshochschule
9414ac79-e237-4659-b283-c73a6dd76c72	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	gesundheitsamt	GA-2026-1004	5	t	gesundheitsamt
ab03449c-98c9-4ed1-bd97-91330d1bb6d2	a07ebe86-b748-4b25-814d-0dde77b2853b	jobcenter	JC-2026-0001	6	t	jobcenter
c32a059e-eb20-4579-b812-6febca01c6ef	96b89506-fcb3-43a0-83ac-dbe0a789775b	buergerbuero	BB-2026-1003	4	t	meldebehoerde
cc08dc07-c8fd-464c-8393-938faaac5dd6	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	jmd-diakonie	JM-2026-1004	1	t	jmd
ce2768a8-698a-4b0b-ad7b-0fb47d047ca6	a07ebe86-b748-4b25-814d-0dde77b2853b	sozialamt	SO-2026-0001	7	t	sozialamt
dd8f736d-8b2e-4731-89d1-cb7f7536faa1	2393b85c-150b-4f7e-9dac-d8998de3838c	sozialamt	SO-2026-1001	1	t	sozialamt
f00777b9-35bb-44ed-92fd-68f16f821d0a	a07ebe86-b748-4b25-814d-0dde77b2853b	integrationsmanagement	IM-2026-0001	1	t	integrationsmanagement
\.

COPY change_entry (change_id, agency_id, "position", type, consent_record_id, consent_revision, data_subject_id, purpose, attributes, case_references, changed_at, obligation_id) FROM stdin;
1	integrationsmanagement	1	GRANT_GIVEN	261ecfee-f44c-447c-a4fb-c5ad3fbc6eea	12	a07ebe86-b748-4b25-814d-0dde77b2853b	case-management	{address,family_name,german_level,given_names}	{IM-2026-0001}	2026-11-29 00:40:02.212449+00	\N
2	sozialamt	1	GRANT_GIVEN	0cde3a44-7aee-4945-8e7d-a37bdc4eefb7	10	2393b85c-150b-4f7e-9dac-d8998de3838c	appointments	{family_name,given_names,interpreter_need,phone}	{SO-2026-1001}	2026-11-29 00:40:05.130175+00	\N
3	integrationsmanagement	2	GRANT_GIVEN	24fd0fe5-cf0f-4f4d-afc0-4e1b59c20b18	12	2393b85c-150b-4f7e-9dac-d8998de3838c	case-management	{birth_date,employment_status,family_name,german_level,given_names,preferred_language}	{IM-2026-1001}	2026-11-29 00:40:05.603689+00	\N
4	integrationsmanagement	3	GRANT_GIVEN	d74cc403-20a2-4b43-b261-27c1b31613e0	14	2393b85c-150b-4f7e-9dac-d8998de3838c	appointments	{family_name,given_names,interpreter_need,phone,preferred_language}	{IM-2026-1001}	2026-11-29 00:40:05.89196+00	\N
5	schulamt	1	GRANT_GIVEN	00c4ffff-0e6f-4edf-b1ee-72f37d99d22f	16	2393b85c-150b-4f7e-9dac-d8998de3838c	appointments	{family_name,given_names,interpreter_need,phone,preferred_language}	{SA-2026-1001}	2026-11-29 00:40:06.254532+00	\N
6	integrationsmanagement	4	GRANT_GIVEN	44f1c377-4f4d-43cf-9a30-ef7ef7b3cb59	9	2babb2f2-ffe3-44a3-944c-d0766c243c8e	case-management	{address,german_level,phone,residence_title}	{IM-2026-1002}	2026-11-29 00:40:08.639303+00	\N
7	integrationsmanagement	5	GRANT_GIVEN	c3dcb282-6b52-4ea9-ad19-12d2fc375ca7	11	2babb2f2-ffe3-44a3-944c-d0766c243c8e	application-help	{birth_date,family_name,given_names,household_size,residence_title}	{IM-2026-1002}	2026-11-29 00:40:09.091954+00	\N
8	integrationsmanagement	6	GRANT_GIVEN	5d0fa87d-d36c-40db-977f-4f0eff57be05	13	2babb2f2-ffe3-44a3-944c-d0766c243c8e	appointments	{family_name,given_names,interpreter_need,phone,preferred_language}	{IM-2026-1002}	2026-11-29 00:40:09.48537+00	\N
9	integrationsmanagement	7	GRANT_GIVEN	849d7ebe-5164-4935-9600-839acd0341b2	10	96b89506-fcb3-43a0-83ac-dbe0a789775b	case-management	{address,employment_status,family_name,given_names,preferred_language,residence_title}	{IM-2026-1003}	2026-11-29 00:40:12.028299+00	\N
10	integrationsmanagement	8	GRANT_GIVEN	150dec65-345c-4ee0-9c9d-8f62ad04ecd1	12	96b89506-fcb3-43a0-83ac-dbe0a789775b	application-help	{address,family_name,given_names,household_size,nationalities}	{IM-2026-1003}	2026-11-29 00:40:12.371678+00	\N
11	integrationsmanagement	9	GRANT_GIVEN	0a716810-c6b3-4421-9a1d-dced1f1565ce	14	96b89506-fcb3-43a0-83ac-dbe0a789775b	appointments	{family_name,given_names,interpreter_need,phone,preferred_language}	{IM-2026-1003}	2026-11-29 00:40:12.594105+00	\N
12	jmd-diakonie	1	GRANT_GIVEN	4a87f4d8-dbf3-42b4-b9ce-c2cc14dc721b	10	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	counselling-referral	{family_name,given_names,phone,preferred_language,residence_title}	{JM-2026-1004}	2026-11-29 00:40:15.405967+00	\N
13	jmd-diakonie	2	GRANT_GIVEN	f2ff264c-f303-4a5d-8370-8a1260410cec	12	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	job-matching	{german_level,given_names,skills,work_permission}	{JM-2026-1004}	2026-11-29 00:40:15.740418+00	\N
14	jmd-diakonie	3	GRANT_GIVEN	15b9f771-f697-4908-af4f-e231839aed1b	14	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	mentoring	{family_name,given_names,preferred_language}	{JM-2026-1004}	2026-11-29 00:40:16.078657+00	\N
15	schulamt	2	GRANT_GIVEN	04d67d4c-f65f-4138-9d36-f520a4f63e10	16	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	school-support	{birth_date,given_names,mother_tongues,preferred_language,school_enrolment}	{SA-2026-1004}	2026-11-29 00:40:16.45481+00	\N
16	gesundheitsamt	1	GRANT_GIVEN	111f441d-034f-43b5-b567-7637c14762f1	19	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	health-appointment	{birth_date,family_name,given_names,health_insurance,interpreter_need,medical_need,preferred_language}	{GA-2026-1004}	2026-11-29 00:40:16.819442+00	\N
17	gesundheitsamt	2	GRANT_GIVEN	3dc76e89-a1b7-447b-b159-236dd8d6dcf9	21	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	appointments	{family_name,given_names,interpreter_need,phone,preferred_language}	{GA-2026-1004}	2026-11-29 00:40:17.087995+00	\N
18	jobcenter	1	GRANT_GIVEN	a8e77e53-f908-488c-86ca-c213cbf94311	14	a07ebe86-b748-4b25-814d-0dde77b2853b	appointments	{given_names,phone,preferred_language}	{JC-2026-0001}	2026-11-29 00:40:35.408865+00	\N
19	jobcenter	2	GRANT_WITHDRAWN	a8e77e53-f908-488c-86ca-c213cbf94311	15	a07ebe86-b748-4b25-814d-0dde77b2853b	appointments	{given_names,phone,preferred_language}	{JC-2026-0001}	2026-11-29 00:40:36.671157+00	9f09e1ef-8042-435a-aeb9-bc4b6fa9cb08
\.

COPY change_feed (agency_id, last_position) FROM stdin;
gesundheitsamt	2
integrationsmanagement	9
jmd-diakonie	3
jobcenter	2
schulamt	2
sozialamt	1
\.

COPY consent_grant (consent_record_id, data_subject_id, agency_id, purpose, attributes, legal_basis, expires_at, consent_revision, in_force) FROM stdin;
00c4ffff-0e6f-4edf-b1ee-72f37d99d22f	2393b85c-150b-4f7e-9dac-d8998de3838c	schulamt	appointments	{family_name,given_names,interpreter_need,phone,preferred_language}	Art. 6 Abs. 1 Buchst. a DSGVO	2126-11-29 00:40:06.17176+00	16	t
04d67d4c-f65f-4138-9d36-f520a4f63e10	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	schulamt	school-support	{birth_date,given_names,mother_tongues,preferred_language,school_enrolment}	Art. 6 Abs. 1 Buchst. a DSGVO	2126-11-29 00:40:16.395089+00	16	t
0a716810-c6b3-4421-9a1d-dced1f1565ce	96b89506-fcb3-43a0-83ac-dbe0a789775b	integrationsmanagement	appointments	{family_name,given_names,interpreter_need,phone,preferred_language}	Art. 6 Abs. 1 Buchst. a DSGVO	2126-05-29 00:40:12.540496+00	14	t
0cde3a44-7aee-4945-8e7d-a37bdc4eefb7	2393b85c-150b-4f7e-9dac-d8998de3838c	sozialamt	appointments	{family_name,given_names,interpreter_need,phone}	Art. 6 Abs. 1 Buchst. a DSGVO, § 67b Abs. 2 SGB X	2126-11-29 00:40:05.011242+00	10	t
111f441d-034f-43b5-b567-7637c14762f1	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	gesundheitsamt	health-appointment	{birth_date,family_name,given_names,health_insurance,interpreter_need,medical_need,preferred_language}	Art. 6 Abs. 1 Buchst. a und Art. 9 Abs. 2 Buchst. a DSGVO	2126-05-29 00:40:16.769369+00	19	t
150dec65-345c-4ee0-9c9d-8f62ad04ecd1	96b89506-fcb3-43a0-83ac-dbe0a789775b	integrationsmanagement	application-help	{address,family_name,given_names,household_size,nationalities}	Art. 6 Abs. 1 Buchst. a DSGVO	2126-02-28 00:40:12.256496+00	12	t
15b9f771-f697-4908-af4f-e231839aed1b	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	jmd-diakonie	mentoring	{family_name,given_names,preferred_language}	§ 6 Nr. 2, § 11 DSG-EKD	2126-11-29 00:40:15.9732+00	14	t
24fd0fe5-cf0f-4f4d-afc0-4e1b59c20b18	2393b85c-150b-4f7e-9dac-d8998de3838c	integrationsmanagement	case-management	{birth_date,employment_status,family_name,german_level,given_names,preferred_language}	Art. 6 Abs. 1 Buchst. a DSGVO	2126-05-29 00:40:05.494648+00	12	t
261ecfee-f44c-447c-a4fb-c5ad3fbc6eea	a07ebe86-b748-4b25-814d-0dde77b2853b	integrationsmanagement	case-management	{address,family_name,german_level,given_names}	Art. 6 Abs. 1 Buchst. a DSGVO	2126-11-29 00:40:02.072159+00	12	t
3dc76e89-a1b7-447b-b159-236dd8d6dcf9	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	gesundheitsamt	appointments	{family_name,given_names,interpreter_need,phone,preferred_language}	Art. 6 Abs. 1 Buchst. a DSGVO	2126-02-28 00:40:16.984126+00	21	t
44f1c377-4f4d-43cf-9a30-ef7ef7b3cb59	2babb2f2-ffe3-44a3-944c-d0766c243c8e	integrationsmanagement	case-management	{address,german_level,phone,residence_title}	Art. 6 Abs. 1 Buchst. a DSGVO	2126-11-29 00:40:08.575046+00	9	t
4a87f4d8-dbf3-42b4-b9ce-c2cc14dc721b	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	jmd-diakonie	counselling-referral	{family_name,given_names,phone,preferred_language,residence_title}	§ 6 Nr. 2, § 11 DSG-EKD	2126-11-29 00:40:15.356176+00	10	t
5d0fa87d-d36c-40db-977f-4f0eff57be05	2babb2f2-ffe3-44a3-944c-d0766c243c8e	integrationsmanagement	appointments	{family_name,given_names,interpreter_need,phone,preferred_language}	Art. 6 Abs. 1 Buchst. a DSGVO	2126-05-29 00:40:09.331786+00	13	t
849d7ebe-5164-4935-9600-839acd0341b2	96b89506-fcb3-43a0-83ac-dbe0a789775b	integrationsmanagement	case-management	{address,employment_status,family_name,given_names,preferred_language,residence_title}	Art. 6 Abs. 1 Buchst. a DSGVO	2126-11-29 00:40:11.979545+00	10	t
a8e77e53-f908-488c-86ca-c213cbf94311	a07ebe86-b748-4b25-814d-0dde77b2853b	jobcenter	appointments	{}	Art. 6 Abs. 1 Buchst. a DSGVO, § 67b Abs. 2 SGB X	\N	15	f
c3dcb282-6b52-4ea9-ad19-12d2fc375ca7	2babb2f2-ffe3-44a3-944c-d0766c243c8e	integrationsmanagement	application-help	{birth_date,family_name,given_names,household_size,residence_title}	Art. 6 Abs. 1 Buchst. a DSGVO	2126-11-29 00:40:08.96773+00	11	t
d74cc403-20a2-4b43-b261-27c1b31613e0	2393b85c-150b-4f7e-9dac-d8998de3838c	integrationsmanagement	appointments	{family_name,given_names,interpreter_need,phone,preferred_language}	Art. 6 Abs. 1 Buchst. a DSGVO	2126-11-29 00:40:05.832432+00	14	t
f05d41c3-e9cf-4f02-834d-e74880cc314e	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	schulamt	appointments	{}	Art. 6 Abs. 1 Buchst. a DSGVO	\N	17	f
f2ff264c-f303-4a5d-8370-8a1260410cec	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	jmd-diakonie	job-matching	{german_level,given_names,skills,work_permission}	§ 6 Nr. 2, § 11 DSG-EKD	2126-11-29 00:40:15.637444+00	12	t
\.

COPY grant_disclosure (consent_record_id, data_subject_id, agency_id, purpose, attributes, case_references, first_disclosed_at) FROM stdin;
a8e77e53-f908-488c-86ca-c213cbf94311	a07ebe86-b748-4b25-814d-0dde77b2853b	jobcenter	appointments	{given_names,phone,preferred_language}	{JC-2026-0001}	2026-11-29 00:40:35.695371+00
\.

COPY obligation (obligation_id, cause, consent_record_id, consent_revision, data_subject_id, agency_id, purpose, attributes, case_references, opened_at, due_at, answered_at, outcome, norm, answered_client, answered_employee, answer_recorded_at, overdue_recorded_at) FROM stdin;
9f09e1ef-8042-435a-aeb9-bc4b6fa9cb08	GRANT_WITHDRAWN	a8e77e53-f908-488c-86ca-c213cbf94311	15	a07ebe86-b748-4b25-814d-0dde77b2853b	jobcenter	appointments	{given_names,phone,preferred_language}	{JC-2026-0001}	2026-11-29 00:40:36.671157+00	2026-12-02 00:40:36.671157+00	\N	\N	\N	\N	\N	\N	\N
\.

COPY person (data_subject_id, consent_revision, kafka_partition, erased_at, disclosure_blocked) FROM stdin;
2393b85c-150b-4f7e-9dac-d8998de3838c	16	7	\N	f
2babb2f2-ffe3-44a3-944c-d0766c243c8e	13	3	\N	f
8eab517d-9cc8-4623-8cef-5c89ef59d7f9	21	2	\N	f
96b89506-fcb3-43a0-83ac-dbe0a789775b	14	0	\N	f
a07ebe86-b748-4b25-814d-0dde77b2853b	15	5	\N	f
\.

COPY person_key (data_subject_id, master_key_id, sealed_key) FROM stdin;
2393b85c-150b-4f7e-9dac-d8998de3838c	master-dd06b8fa	\\xb2f206b0f70ae4aee63299b4835520a7a0044446d1f2bb736612e16fc0473a438dee510a8d48041fe101c8956e636a2de99d2edce94915a41ca5a510
2babb2f2-ffe3-44a3-944c-d0766c243c8e	master-dd06b8fa	\\x09fc3e9cc4e6ff331d8c43adf82d3d56c60abbe4f9b135ee7f6fa0028b342e4ba8fd6a1589c9ba6f340e7749cdab456c2eebbdfef393bec6507ce44c
8eab517d-9cc8-4623-8cef-5c89ef59d7f9	master-dd06b8fa	\\x075aea4c60becdf2413e04d9c6060c525b72fb658b4be7ad79fa5d336c2f87ed3db8b6b0c8d0918ee9af53b78c346803d1817651196b8318cff4a646
96b89506-fcb3-43a0-83ac-dbe0a789775b	master-dd06b8fa	\\xbce31c0550212f40dea4a440cd2b16b2869a83414db313b519fe58ec9e5b415778dd9c26af5d9699ba53b056efa0b5d24db72e58365a3aa69347d100
a07ebe86-b748-4b25-814d-0dde77b2853b	master-dd06b8fa	\\x224c2f1708e5b4c1b7a01fc2acbbde08a5a569f01bec6793789d0ec0befc070008ba76b2c6f79707c4e46d1a6d250435443056db1242f83adf932cfd
\.

SELECT setval('change_entry_change_id_seq', 19);

-- That installation's topics had eight partitions; those of the tests have three.
UPDATE person SET kafka_partition = kafka_partition % 3;
