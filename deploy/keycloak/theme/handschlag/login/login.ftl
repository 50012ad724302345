<#import "template.ftl" as layout>
<#assign wrong = messagesPerField.existsError("username", "password")>
<@layout.registrationLayout displayMessage=!wrong; section>
<#if section = "header">${msg("loginAccountTitle")}<#elseif section = "form">
<#if wrong>
<p class="message error" role="alert" id="wrong">${kcSanitize(messagesPerField.getFirstError("username", "password"))?no_esc}</p>
</#if>
<#if realm.password>
<form action="${url.loginAction}" method="post">
<#if !usernameHidden??>
<label for="username">${msg("username")}</label>
<input id="username" name="username" type="text" value="${(login.username)!""}" autocomplete="username" autocapitalize="none" spellcheck="false" dir="ltr"<#if wrong> aria-invalid="true" aria-describedby="wrong"</#if>>
</#if>
<label for="password">${msg("password")}</label>
<input id="password" name="password" type="password" autocomplete="current-password" dir="ltr"<#if wrong> aria-invalid="true" aria-describedby="wrong"</#if>>
<#if realm.rememberMe && !usernameHidden??>
<p class="check"><input id="rememberMe" name="rememberMe" type="checkbox"<#if login.rememberMe??> checked</#if>><label for="rememberMe">${msg("rememberMe")}</label></p>
</#if>
<input type="hidden" name="credentialId"<#if auth.selectedCredential?has_content> value="${auth.selectedCredential}"</#if>>
<button type="submit" name="login">${msg("doLogIn")}</button>
<#if realm.resetPasswordAllowed>
<p><a href="${url.loginResetCredentialsUrl}">${msg("doForgotPassword")}</a></p>
</#if>
</form>
</#if>
<#elseif section = "socialProviders"><#if realm.password && social?? && social.providers?has_content>
<h2>${msg("identity-provider-login-label")}</h2>
<ul>
<#list social.providers as provider>
<li><a href="${provider.loginUrl}">${provider.displayName!}</a></li>
</#list>
</ul>
</#if></#if>
</@layout.registrationLayout>
